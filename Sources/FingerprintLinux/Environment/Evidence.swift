import DurableFiles
import Fingerprint

/// What tells of a hypervisor or a container, and the sentence that says so.
struct Evidence<Found> {
    let found: Found
    let sentence: String
}

/// `path says "text"`, with what could forge a line taken out of the text, and no more than 64 characters.
func sentence(_ path: String, says text: some StringProtocol) -> String {
    let shown = String(shownPath(String(text.prefix(64))).map { $0 == "\"" ? "'" : $0 })
    return "\(path) says \"\(shown)\""
}
