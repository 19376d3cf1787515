extension RefusalCode {
    /// What the code means in general, one sentence.
    public var meaning: String { texts.meaning }

    /// What to do next in general, one or two sentences.
    public var remedy: String { texts.remedy }

    /// The exit status of a command that ends with this refusal.
    public var exitStatus: ExitStatus { texts.status }

    typealias Texts = (status: ExitStatus, meaning: String, remedy: String)

    private var texts: Texts {
        switch self {
        case .documentUnrecognized, .documentTruncated, .documentTooLarge, .documentMalformed,
            .documentWrongKind, .documentFromNewerVersion:
            documentTexts
        case .documentMistyped, .documentIncomplete, .pictureWithoutCode, .pictureUnreadable,
            .pictureTooLarge, .pictureReaderFailed, .pictureOutOfTime, .codeTooLarge, .codeUnavailable,
            .terminalTooSmall:
            carrierTexts
        case .phoneMistyped, .phoneIncomplete, .phoneWrongCode, .phoneNotSpeakable, .phoneNotAwaited,
            .phoneTooManyAttempts, .phoneCallRefused, .phoneCallUnknown, .phoneCallTaken, .phoneAnswerChanged,
            .phoneSeatUndecided:
            phoneTexts
        case .productSignatureInvalid, .productRootUnknown, .productOlder, .productUnknown, .productExists,
            .productFeatureUnknown, .productSaltChanged:
            productTexts
        case .requestSignatureInvalid, .requestProofInvalid, .requestOtherProduct, .requestUserMissing,
            .requestKindUnsupported, .requestDeviceUnknown, .requestMachineUnclear, .seatRebindingsUsedUp:
            requestTexts
        case .activationKeyMistyped, .activationKeyUnknown, .activationKeyUsedUp, .licenseUnknown,
            .licenseRevoked, .licenseEnded:
            entitlementTexts
        case .licenseSignatureInvalid, .licenseIssuerUnknown, .licenseIssuerWithdrawn, .licenseOtherProduct,
            .licenseOtherMachine, .licenseOtherUser, .licenseNotRequestedHere, .licenseNoneInUse:
            licenseTexts
        case .correctionSignatureInvalid, .correctionIssuerUnknown, .correctionIssuerWithdrawn,
            .correctionOtherProduct, .correctionNotAwaited, .correctionTooLate:
            correctionTexts
        case .clockRecordLost, .stateOtherMachine:
            boundTexts
        case .fingerprintEmpty, .fingerprintWeak, .fingerprintEnvironmentRefused, .stateMissing,
            .stateOtherOwner, .stateDamaged, .stateBusy:
            machineTexts
        case .vaultMissing, .vaultExists, .vaultDamaged, .vaultFromNewerVersion, .vaultRootKeyAway,
            .vaultOtherOwner, .vaultNoIssuingKey, .vaultBusy, .auditBroken:
            vaultTexts
        case .passphraseWrong, .passphraseMissing, .passphraseMismatch, .passphraseTooShort:
            passphraseTexts
        case .fileNotFound, .fileExists, .fileUnreadable, .fileIsFolder, .folderReadOnly,
            .folderNotPermitted, .folderMissing, .diskFull, .fileUnwritable:
            fileTexts
        case .usageInvalid, .internalInconsistency:
            programTexts
        }
    }
}
