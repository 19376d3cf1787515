import Activation
import PhoneCode

/// What must hold whatever is typed at either end of a call: nothing traps, no group is lost that was right, and a code
/// that is whole says the same in the other form.
func check(_ text: [UInt8]) {
    for direction in CodeDirection.allCases {
        for form in CodeForm.allCases {
            var entry = CodeEntry(direction: direction, form: form)
            for line in text.split(separator: 10) {
                let before = entry.texts
                let typed = String(decoding: line.dropFirst(), as: UTF8.self)
                let number = Int(line.first ?? 0) & 63
                _ = number & 1 == 0 ? entry.type(typed) : entry.replace(group: number >> 1, with: typed)
                require(Set(before.keys).isSubset(of: entry.texts.keys), "what was right is kept")
                _ = entry.suspects(answering: .activation)
            }
            let restored = CodeEntry(direction: direction, form: entry.form, restoring: entry.texts)
            require(restored.texts == entry.texts, "what is kept is restored")
        }
        whole(text, direction)
    }
    pasted(text)
    _ = SpokenCode(bytes: text, direction: .request)
}

/// The whole text at once, as from a pipe, in one form of one code.
private func pasted(_ text: [UInt8]) {
    let choice = text.first ?? 0
    var entry = CodeEntry(
        direction: choice & 1 == 0 ? .request : .response, form: choice & 2 == 0 ? .digits : .words)
    let events = entry.type(whole: String(decoding: text.dropFirst(), as: UTF8.self))
    require(!entry.missing.isEmpty || !events.contains(where: \.isFault), "what is whole has no fault")
    let restored = CodeEntry(direction: entry.direction, form: entry.form, restoring: entry.texts)
    require(restored.texts == entry.texts, "what is pasted is restored")
}

/// A code of these bytes, in both forms, there and back.
private func whole(_ bytes: [UInt8], _ direction: CodeDirection) {
    let size = (direction.bitCount + 7) / 8
    var bytes = Array(bytes.prefix(size))
    guard bytes.count == size else { return }
    if direction == .request { bytes[0] &= 0x1f }
    guard let code = SpokenCode(bytes: bytes, direction: direction) else {
        return require(false, "these bytes are a code")
    }
    require(code.bytes == bytes, "its bytes are those")
    for form in CodeForm.allCases {
        var entry = CodeEntry(direction: direction, form: form)
        _ = entry.type(code.groups(form).joined(separator: " "))
        require(entry.code == code, "what is spoken is what is typed")
    }
    switch direction {
    case .request:
        guard let request = try? RequestCode(code) else { return }
        require(request.spoken == code, "a request code is what it says")
    case .response:
        guard let response = try? ResponseCode(code) else { return }
        require(response.spoken == code, "a response code is what it says")
        _ = (response.terms(answering: .activation), response.terms(answering: .timeCorrection))
        _ = ResponseCode.isPlausible(first: code.digitGroups)
    }
}
