import Refusals

extension TypedText {
    /// What became of what was typed.
    package enum Event: Hashable, Sendable {
        /// The group of this number fits.
        case accepted(group: Int)
        /// The group that was accepted as this number was typed once more.
        case repeated(group: Int)
        /// A group does not fit, or is not there.
        case wrong(GroupFault)
        /// So many characters of the group are there so far; the rest is awaited.
        case begun(group: Int, characters: Int)
        /// What was there of a group that was only begun is dropped.
        case dropped(group: Int)
        /// The same was typed as two groups, fits both, and is likelier the second: the first is to be typed again.
        case doubted(group: Int, sameAs: Int)
        /// So many groups fit one by one and not together. They are gone through again, the likeliest ones first.
        case apart(groups: Int, likeliest: [Int])
        /// A group that was to be compared is as it was.
        case confirmed(group: Int)
        /// All groups so far fit. If the text has no more, so many do not fit together.
        case awaited(after: Int)
        /// A part of a series is whole.
        case part(number: Int, count: Int)
        /// It cannot be part of a text form.
        case refused(Refusal)
    }
}
