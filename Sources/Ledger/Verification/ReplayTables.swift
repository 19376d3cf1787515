import Refusals

/// The tables of a ``ReplayStore``, while it is used.
struct ReplayTables {
    let statements: Statements

    /// A row, as its columns in CBOR, and the event that wrote it.
    func row(_ view: UInt64, _ key: [UInt8]) throws(Refusal) -> (content: [UInt8], event: Int64)? {
        try statements.first(
            "SELECT content, event FROM rows WHERE view = ? AND key = ?", Int64(clamping: view), key
        ) { (try $0.blob(0), try $0.integer(1)) }
    }

    func set(_ view: UInt64, _ key: [UInt8], _ content: [UInt8]?, event: Int64) throws(Refusal) {
        guard let content else {
            try statements.run("DELETE FROM rows WHERE view = ? AND key = ?", Int64(clamping: view), key)
            return
        }
        try statements.run(
            """
            INSERT INTO rows (view, key, content, event) VALUES (?, ?, ?, ?)
            ON CONFLICT (view, key) DO UPDATE SET content = excluded.content, event = excluded.event
            """,
            Int64(clamping: view), key, content, event)
    }

    func count(_ view: UInt64) throws(Refusal) -> Int64 {
        try statements.first("SELECT count(*) FROM rows WHERE view = ?", Int64(clamping: view)) {
            try $0.integer(0)
        } ?? 0
    }

    /// The last event about a thing, which becomes the one given.
    func exchange(_ thing: [UInt8], _ event: Int64) throws(Refusal) -> Int64? {
        let last = try statements.first("SELECT event FROM subjects WHERE thing = ?", thing) {
            try $0.integer(0)
        }
        try statements.run(
            """
            INSERT INTO subjects (thing, event) VALUES (?, ?)
            ON CONFLICT (thing) DO UPDATE SET event = excluded.event
            """, thing, event)
        return last
    }

    /// The last event that changed a thing itself, or one of a license's seats; nil for none.
    func lastChange(of thing: [UInt8], scope: Int64) throws(Refusal) -> Int64? {
        try statements.first("SELECT event FROM scopes WHERE thing = ? AND scope = ?", thing, scope) {
            try $0.integer(0)
        }
    }

    func noteChange(of thing: [UInt8], scope: Int64, event: Int64) throws(Refusal) {
        try statements.run(
            """
            INSERT INTO scopes (thing, scope, event) VALUES (?, ?, ?)
            ON CONFLICT (thing, scope) DO UPDATE SET event = excluded.event
            """, thing, scope, event)
    }

    /// Notes that values beside an event about a thing are gone.
    func noteErased(_ thing: [UInt8], _ event: Int64) throws(Refusal) {
        try statements.run("INSERT INTO erased (thing, event) VALUES (?, ?)", thing, event)
    }

    /// Takes those back that an event tells of.
    func explainErased(_ thing: [UInt8]) throws(Refusal) {
        try statements.run("DELETE FROM erased WHERE thing = ?", thing)
    }

    /// The events whose values are gone, and no event says that they were erased.
    func unexplained(limit: Int) throws(Refusal) -> [Int64] {
        try statements.all("SELECT event FROM erased ORDER BY event", values: [], limit: limit) {
            try $0.integer(0)
        }
    }

    /// All rows of a view that the events tell of.
    func forEach(_ view: UInt64, _ body: (_ key: [UInt8], _ content: [UInt8], Int64) throws -> Bool)
        throws(Refusal)
    {
        try statements.forEach(
            "SELECT key, content, event FROM rows WHERE view = ?", Int64(clamping: view)
        ) { try body(try $0.blob(0), try $0.blob(1), try $0.integer(2)) }
    }
}
