import Activation
import Countersign
import Installation
import Refusals

/// What would be lost with a product's state.
struct ForgetFinding {
    /// The verdict's code, or why there is none.
    let verdict: String
    let license: String?
    /// When the request was made whose answer has not come.
    let requestMadeAt: UnixTime?
    /// Why it should not be lost; nil if there is no license, or it counts no more.
    let loss: String?

    init(of id: ProductID, in folder: StateFolder, on machine: Machine) {
        do throws(Refusal) {
            let found = try folder.verdict(on: id, machine: machine)
            let request = try Self.requestUnderway(found, try folder.product(id))
            self.init(
                verdict: found.code, license: found.license?.id.description, requestMadeAt: request?.madeAt,
                loss: Self.loss(with: found, of: id))
        } catch {
            // Whatever is damaged may have been in force.
            self.init(
                verdict: error.code.rawValue, license: nil, requestMadeAt: nil,
                loss: "It cannot be told whether '\(id)' has a license in force: \(error.sentence)")
        }
    }

    private init(verdict: String, license: String?, requestMadeAt: UnixTime?, loss: String?) {
        (self.verdict, self.license, self.requestMadeAt, self.loss) = (verdict, license, requestMadeAt, loss)
    }

    private static func requestUnderway(
        _ verdict: Verdict, _ state: ProductState?
    ) throws(Refusal) -> Request? {
        if case .awaitingLicense(let request) = verdict { return request }
        guard let license = verdict.license else { return nil }
        return try state?.requestUnderway(after: license)
    }

    private static func loss(with verdict: Verdict, of id: ProductID) -> String? {
        switch verdict {
        case .active(let license):
            let end = license.lastDay.map { "until the end of \($0)" } ?? "with no end date"
            return "'\(id)' is licensed here \(end), by license \(license.id)."
        case .notYetValid(let license), .machineUnreadable(let license, _), .clockSetBack(let license, _),
            .otherUser(let license):
            return "'\(id)' has license \(license.id), which may still be in force."
        case .issuerUnknown: return "'\(id)' has a license, which may still be in force."
        case .expired, .otherMachine, .issuerWithdrawn, .awaitingLicense, .noLicense: return nil
        }
    }
}
