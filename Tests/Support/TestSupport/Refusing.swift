import Refusals

/// The code of the refusal that the call ends with; nil if it ends well.
package func refusal<Value>(_ body: () throws -> Value) -> RefusalCode? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? Refusal)?.code
    }
}
