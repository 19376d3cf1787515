// What an application needs, under one name: `import Countersign`.
@_exported import CountersignVerify
@_exported import PhoneCode
