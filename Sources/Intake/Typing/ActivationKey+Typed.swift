import Activation
import Refusals

extension ActivationKey {
    /// A key as a person typed it, or copied it from a mail with its finer dashes and spaces.
    ///
    /// - Throws: `activation-key.mistyped`, naming what is wrong: a character that no key has, the number of
    ///   symbols, or the check symbol.
    package init(typed text: String) throws(Refusal) {
        let plain = MailText.characters(Array(text.utf8))
        try self.init(written: String(decoding: plain, as: UTF8.self))
    }
}
