// What an application needs, under one name: `import Countersign`.
@_exported import Activation
@_exported import ClockGuard
@_exported import Cryptography
@_exported import Fingerprint
@_exported import FingerprintLinux
@_exported import Installation
@_exported import PhoneCode
@_exported import Refusals
