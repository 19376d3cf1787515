import Activation

extension ProductFile { var clockToleranceHours: Int { 24 } }
extension RequestKind { var asksForLicense: Bool { true } }
