import CBOR

extension LedgerEvent {
    /// A row that a decision rests on, by the event that had written it last. Somebody who puts an older row in its place,
    /// and takes it away again after the decision, is betrayed by this.
    package struct Reliance: Hashable, Sendable {
        /// What the row is about, as ``AuditSubject/thing`` has it.
        let thing: [UInt8]
        /// 0 for the thing itself; else a seat's number.
        let scope: Int64
        /// The event that had written the row last.
        let event: Int64

        init(thing: [UInt8], scope: Int64, event: Int64) {
            (self.thing, self.scope, self.event) = (thing, scope, event)
        }

        init?(_ cbor: CBORValue) {
            guard
                let parts = cbor.asArray, parts.count == 3, let thing = parts[0].asBytes, !thing.isEmpty,
                let scope = parts[1].asInt64, scope >= 0, let event = parts[2].asInt64, event >= 1
            else { return nil }
            self.init(thing: thing, scope: scope, event: event)
        }

        func write(to writer: inout CBORWriter) {
            writer.array(3)
            writer.bytes(thing)
            writer.int(scope)
            writer.int(event)
        }
    }
}
