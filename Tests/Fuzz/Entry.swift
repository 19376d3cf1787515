/// Where libFuzzer comes in. `check` is the decoder's own, in the file that is named after it.
@_cdecl("LLVMFuzzerTestOneInput")
package func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    check([UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the run, with the input kept, if something does not hold that must hold for all input.
func require(_ condition: Bool, _ claim: String) {
    if !condition { fatalError("does not hold: \(claim)") }
}
