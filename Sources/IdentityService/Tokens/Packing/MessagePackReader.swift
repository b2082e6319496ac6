/// Reads one MessagePack value from bytes that anybody may have made.
struct MessagePackReader {
    private let bytes: [UInt8]
    private var position = 0

    /// Payloads nest three levels deep; what nests deeper is none.
    private static let maximumDepth = 8

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value that `bytes` hold from the first to the last; `nil` when they hold anything else, or a kind that payloads do not have.
    static func value(of bytes: [UInt8]) -> MessagePack? {
        var reader = MessagePackReader(bytes)
        guard let value = reader.value(depth: 0), reader.position == bytes.count else { return nil }
        return value
    }

    private mutating func value(depth: Int) -> MessagePack? {
        guard depth < Self.maximumDepth, let type = integer(UInt8.self) else { return nil }
        switch type {
        case 0x00...0x7F: return .integer(Int(type))
        case 0x90...0x9F: return array(Int(type & 0x0F), depth)
        case 0xA0...0xBF: return text(Int(type & 0x1F))
        case 0xC0: return .null
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC4: return integer(UInt8.self).flatMap { take(Int($0)) }.map { .bytes($0) }
        case 0xC5: return integer(UInt16.self).flatMap { take(Int($0)) }.map { .bytes($0) }
        case 0xC6: return integer(UInt32.self).flatMap { take(Int($0)) }.map { .bytes($0) }
        case 0xCA: return integer(UInt32.self).map { .number(Double(Float(bitPattern: $0))) }
        case 0xCB: return integer(UInt64.self).map { .number(Double(bitPattern: $0)) }
        case 0xCC: return integer(UInt8.self).map { .integer(Int($0)) }
        case 0xCD: return integer(UInt16.self).map { .integer(Int($0)) }
        case 0xCE: return integer(UInt32.self).map { .integer(Int($0)) }
        case 0xCF: return integer(UInt64.self).flatMap { Int(exactly: $0) }.map { .integer($0) }
        case 0xD0: return integer(UInt8.self).map { .integer(Int(Int8(bitPattern: $0))) }
        case 0xD1: return integer(UInt16.self).map { .integer(Int(Int16(bitPattern: $0))) }
        case 0xD2: return integer(UInt32.self).map { .integer(Int(Int32(bitPattern: $0))) }
        case 0xD3: return integer(UInt64.self).map { .integer(Int(Int64(bitPattern: $0))) }
        case 0xD9: return integer(UInt8.self).flatMap { text(Int($0)) }
        case 0xDA: return integer(UInt16.self).flatMap { text(Int($0)) }
        case 0xDB: return integer(UInt32.self).flatMap { text(Int($0)) }
        case 0xDC: return integer(UInt16.self).flatMap { array(Int($0), depth) }
        case 0xDD: return integer(UInt32.self).flatMap { array(Int($0), depth) }
        case 0xE0...0xFF: return .integer(Int(Int8(bitPattern: type)))
        default: return nil
        }
    }

    private mutating func array(_ count: Int, _ depth: Int) -> MessagePack? {
        // Each element takes a byte at least: a count beyond what is left is a lie, and nothing is reserved for it.
        guard count <= bytes.count - position else { return nil }
        var elements: [MessagePack] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        }
        return .array(elements)
    }

    private mutating func text(_ count: Int) -> MessagePack? {
        guard let bytes = take(count), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return .text(text)
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    private mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
        let count = MemoryLayout<Value>.size
        guard count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<position + count].reduce(0 as Value) { ($0 &<< 8) | Value($1) }
    }
}
