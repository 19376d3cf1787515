import Refusals

/// A damaged file of the state folder on which the verdict does not rest, and what to do about it.
struct DamagedFile: Encodable {
    let message: String
    let remedy: String

    init(message: String, remedy: String) {
        (self.message, self.remedy) = (message, remedy)
    }

    /// A request: the license that would answer it could not be installed.
    init(request refusal: Refusal) {
        self.init(
            message: refusal.sentence,
            remedy:
                "No answer to this request can be installed. If you wait for one, make the request again. Then remove "
                + "the file.")
    }
}
