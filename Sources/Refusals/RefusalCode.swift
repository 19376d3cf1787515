/// The stable names of everything that can be refused. Append-only: a name, once released, keeps its meaning.
///
/// `docs/errors.md` lists them all with the texts of `RefusalCode+Texts.swift`; a test keeps the two in step.
///
/// ```swift
/// if refusal.code == .licenseOtherMachine { show("Is this the right computer?") }
/// ```
public enum RefusalCode: String, CaseIterable, Hashable, Sendable {
    // Any document, before its kind is known.
    case documentUnrecognized = "document.unrecognized"
    case documentTruncated = "document.truncated"
    case documentTooLarge = "document.too-large"
    case documentMalformed = "document.malformed"
    case documentWrongKind = "document.wrong-kind"
    case documentFromNewerVersion = "document.newer-version"

    // The text form, codes, pictures and the terminal.
    case documentMistyped = "document.mistyped"
    case documentIncomplete = "document.incomplete"
    case pictureWithoutCode = "picture.no-code"
    case pictureUnreadable = "picture.unreadable"
    case pictureTooLarge = "picture.too-large"
    case pictureReaderFailed = "picture.reader-failed"
    case pictureOutOfTime = "picture.out-of-time"
    case codeTooLarge = "code.too-large"
    case codeUnavailable = "code.unavailable"
    case terminalTooSmall = "terminal.too-small"

    // The telephone.
    case phoneMistyped = "phone.mistyped"
    case phoneIncomplete = "phone.incomplete"
    case phoneWrongCode = "phone.wrong-code"
    case phoneNotSpeakable = "phone.not-speakable"
    case phoneNotAwaited = "phone.not-awaited"
    case phoneTooManyAttempts = "phone.too-many-attempts"
    case phoneCallRefused = "phone.call-refused"
    case phoneCallUnknown = "phone.call-unknown"
    case phoneCallTaken = "phone.call-taken"
    case phoneAnswerChanged = "phone.answer-changed"
    case phoneSeatUndecided = "phone.seat-undecided"
    case phoneClockDoubtful = "phone.clock-doubtful"

    // The product file.
    case productSignatureInvalid = "product.signature-invalid"
    case productRootUnknown = "product.root-unknown"
    case productOlder = "product.older"
    case productUnknown = "product.unknown"
    case productExists = "product.exists"
    case productSaltChanged = "product.salt-changed"
    case productFeatureUnknown = "product.feature-unknown"

    // The request, seen by the responder.
    case requestSignatureInvalid = "request.signature-invalid"
    case requestProofInvalid = "request.proof-invalid"
    case requestOtherProduct = "request.other-product"
    case requestUserMissing = "request.user-missing"
    case requestKindUnsupported = "request.kind-unsupported"
    case requestDeviceUnknown = "request.device-unknown"
    case requestMachineUnclear = "request.machine-unclear"
    case seatRebindingsUsedUp = "seat.rebindings-used-up"

    // The activation key and the license in the ledger.
    case activationKeyMistyped = "activation-key.mistyped"
    case activationKeyUnknown = "activation-key.unknown"
    case activationKeyUsedUp = "activation-key.used-up"
    case customerUnknown = "customer.unknown"
    case licenseUnknown = "license.unknown"
    case licenseRevoked = "license.revoked"
    case licenseEnded = "license.ended"

    // The license document, seen by the machine.
    case licenseSignatureInvalid = "license.signature-invalid"
    case licenseIssuerUnknown = "license.issuer-unknown"
    case licenseIssuerWithdrawn = "license.issuer-withdrawn"
    case licenseOtherProduct = "license.other-product"
    case licenseOtherMachine = "license.other-machine"
    case licenseOtherUser = "license.other-user"
    case licenseNotRequestedHere = "license.not-requested-here"
    case licenseNoneInUse = "license.none-in-use"
    case licenseInForce = "license.in-force"

    // The time correction, seen by the machine.
    case correctionSignatureInvalid = "correction.signature-invalid"
    case correctionIssuerUnknown = "correction.issuer-unknown"
    case correctionIssuerWithdrawn = "correction.issuer-withdrawn"
    case correctionOtherProduct = "correction.other-product"
    case correctionNotAwaited = "correction.not-awaited"
    case correctionTooLate = "correction.too-late"

    // The machine and its state folder.
    case fingerprintEmpty = "fingerprint.empty"
    case fingerprintWeak = "fingerprint.weak"
    case fingerprintEnvironmentRefused = "fingerprint.environment-refused"
    case stateMissing = "state.missing"
    case stateOtherOwner = "state.other-owner"
    case stateDamaged = "state.damaged"
    case stateBusy = "state.busy"
    case stateOtherMachine = "state.other-machine"
    case clockRecordLost = "clock.record-lost"

    // The vault.
    case vaultMissing = "vault.missing"
    case vaultExists = "vault.exists"
    case vaultDamaged = "vault.damaged"
    case vaultFromNewerVersion = "vault.newer-version"
    case vaultFromOlderVersion = "vault.older-version"
    case vaultRootKeyAway = "vault.root-key-away"
    case vaultNoIssuingKey = "vault.no-issuing-key"
    case vaultOtherOwner = "vault.other-owner"
    case vaultBusy = "vault.busy"
    case auditBroken = "audit.broken"
    case auditOtherRootKey = "audit.other-root-key"
    case auditEventUnknown = "audit.event-unknown"
    case auditReceiptInvalid = "audit.receipt-invalid"

    // Passphrases.
    case passphraseWrong = "passphrase.wrong"
    case passphraseMissing = "passphrase.missing"
    case passphraseMismatch = "passphrase.mismatch"
    case passphraseTooShort = "passphrase.too-short"
    case passphraseGuessable = "passphrase.guessable"

    // Files.
    case fileNotFound = "file.not-found"
    case fileExists = "file.exists"
    case fileUnreadable = "file.unreadable"
    case fileIsFolder = "file.is-folder"
    case folderReadOnly = "folder.read-only"
    case folderNotPermitted = "folder.not-permitted"
    case folderMissing = "folder.missing"
    case diskFull = "disk.full"
    case fileUnwritable = "file.unwritable"

    // The program itself.
    case usageInvalid = "usage.invalid"
    case internalInconsistency = "internal.inconsistency"
}
