import HTTPApplication
import Logging

/// Makes text of log lines; the part of the time that many lines share is made once.
struct LogFormatter {
    private var second = -1
    private var prefix: [UInt8] = []

    func text(of line: LogSink.Line) -> String {
        var formatter = self
        var bytes: [UInt8] = []
        formatter.append(line, to: &bytes)
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }

    /// Appends `2026-11-21 14:15:00.123 INFO neutron.wsgi message` and a newline.
    mutating func append(_ line: LogSink.Line, to bytes: inout [UInt8]) {
        let second = line.time.microseconds / 1_000_000
        if second != self.second {
            self.second = second
            prefix = Array(line.time.fractional.utf8.prefix(19))
            if prefix.count > 10 { prefix[10] = UInt8(ascii: " ") }
        }
        bytes.append(contentsOf: prefix)
        bytes.append(UInt8(ascii: "."))
        let milliseconds = line.time.microseconds / 1000 % 1000
        for digit in [milliseconds / 100, milliseconds / 10 % 10, milliseconds % 10] { bytes.append(UInt8(ascii: "0") + UInt8(digit)) }
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: line.level.rawValue.uppercased().utf8)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: line.logger.utf8)
        bytes.append(UInt8(ascii: " "))
        // A control character in what a client sent must not forge a line or write on a terminal.
        for byte in line.message.utf8 { bytes.append(byte >= 0x20 || byte == 0x0A && line.mayHaveSeveralRows ? byte : UInt8(ascii: "?")) }
        bytes.append(UInt8(ascii: "\n"))
    }
}

extension LogSink.Line {
    /// Messages of the program itself may; what comes from a client is one row.
    fileprivate var mayHaveSeveralRows: Bool {
        if case .text = content { true } else { false }
    }
}
