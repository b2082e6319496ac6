import Glibc

/// A signal that the whole process ignores until ``restore()``.
struct IgnoredSignal {
    private let signal: Int32
    private let former: sigaction

    init(_ signal: Int32) {
        var ignore = sigaction()
        ignore.__sigaction_handler.sa_handler = SIG_IGN
        var former = sigaction()
        sigaction(signal, &ignore, &former)
        self.signal = signal
        self.former = former
    }

    func restore() {
        var former = former
        sigaction(signal, &former, nil)
    }
}
