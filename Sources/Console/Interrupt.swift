import CKernels

/// Ctrl-C, which asks the running code to stop.
enum Interrupt {
    /// From here on Ctrl-C sets the flag. It lives as long as the program.
    static func flag() -> UnsafeMutablePointer<Int32> { tk_catch_signals() }
}
