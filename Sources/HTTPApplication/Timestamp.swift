#if canImport(Glibc)
    import Glibc
#endif

/// Points in time as the services write them, in UTC.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package var microseconds: Int

    package init(microseconds: Int) { self.microseconds = microseconds }

    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1000)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// `2026-11-21T14:15:00Z`: neutron's form.
    package var seconds: String { format(fraction: false) + "Z" }

    /// `2026-11-21T14:15:00.123456`: cinder's form.
    package var fractional: String { format(fraction: true) }

    private func format(fraction: Bool) -> String {
        var time = time_t(microseconds / 1_000_000)
        var parts = tm()
        gmtime_r(&time, &parts)
        func pad(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = pad(Int(parts.tm_year) + 1900, 4) + "-" + pad(Int(parts.tm_mon) + 1, 2) + "-" + pad(Int(parts.tm_mday), 2)
        let clock = pad(Int(parts.tm_hour), 2) + ":" + pad(Int(parts.tm_min), 2) + ":" + pad(Int(parts.tm_sec), 2)
        return date + "T" + clock + (fraction ? "." + pad(microseconds % 1_000_000, 6) : "")
    }
}
