import DurableFiles
import Fingerprint

/// The user who runs this process, as a component: the login name and the number that this site gives him.
package func currentUserComponent() -> Component {
    let user = currentUser()
    let text = "\(user.id):\(user.name)"
    return Component(
        kind: .user, value: Array(text.utf8), source: "the user database", revealed: shownPath(text))
}
