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
        bytes.append(UInt8(ascii: "0") + UInt8(milliseconds / 100))
        bytes.append(UInt8(ascii: "0") + UInt8(milliseconds / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(milliseconds % 10))
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: Self.name(of: line.level).utf8)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: line.logger.utf8)
        bytes.append(UInt8(ascii: " "))
        switch line.content {
        case .access(let record): record.append(to: &bytes)
        case .text(let text): Self.append(text, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// What a client sent must neither forge a line nor move the cursor of the terminal that shows it: control characters become `?`, and the
    /// further rows of a message are indented.
    private static func append(_ message: String, to bytes: inout [UInt8]) {
        for scalar in message.unicodeScalars {
            switch scalar.value {
            case 0x0A: bytes.append(contentsOf: "\n    ".utf8)
            case 0x09, 0x20...0x7E: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: bytes.append(UInt8(ascii: "?"))
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    private static func name(of level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO"
        case .notice: "NOTICE"
        case .warning: "WARNING"
        case .error: "ERROR"
        case .critical: "CRITICAL"
        }
    }
}
