// What an application needs that only checks its license, under one name: `import CountersignVerify`.
@_exported import Activation
@_exported import ClockGuard
@_exported import Fingerprint
@_exported import Installation
@_exported import Refusals
