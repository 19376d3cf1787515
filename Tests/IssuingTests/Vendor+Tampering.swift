import GRDB
import SimulatedDesk
import Simulation

extension Vendor {
    /// What somebody with the file and SQLite could do to it.
    func tamper(_ statements: String...) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: temporary("vault/ledger.sqlite"), configuration: configuration)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA ignore_check_constraints = 1")
            for statement in statements { try database.execute(sql: statement) }
        }
        try queue.close()
    }
}
