/// The search for the codes of one picture: a ladder of attempts, the cheap ones first.
struct CodeSearch {
    private let picture: GreyPicture
    private let limits: PictureLimits
    private var attempts = 0
    private var wantedTexts: [String] = []
    private var otherTexts: [String] = []

    init(_ picture: GreyPicture, limits: PictureLimits) {
        self.picture = picture
        self.limits = limits
    }

    /// The distinct texts, first those that are wanted.
    var found: [FoundCode] { (wantedTexts + otherTexts).map { FoundCode(text: $0) } }

    mutating func run(wanted: (String) -> Bool) {
        for engine in [Engine.zxing(oneThreshold: false), .zbar] {
            attempt(engine, picture, wanted)
            if !wantedTexts.isEmpty { return }
        }
    }

    private mutating func attempt(_ engine: Engine, _ picture: GreyPicture, _ wanted: (String) -> Bool) {
        guard attempts < limits.attempts, !limits.isOver() else { return }
        attempts += 1
        for text in engine.codes(in: picture).compactMap(\.text) {
            if wantedTexts.contains(text) || otherTexts.contains(text) { continue }
            if wanted(text) { wantedTexts.append(text) } else { otherTexts.append(text) }
        }
    }
}
