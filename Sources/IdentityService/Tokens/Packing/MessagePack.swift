/// A MessagePack value, of the kinds that token payloads are made of.
enum MessagePack: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case bytes([UInt8])
    case array([MessagePack])

    /// The value as a number of seconds or the like; whole numbers count too.
    var doubleValue: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    var integerValue: Int? { if case .integer(let value) = self { value } else { nil } }
    var arrayValue: [MessagePack]? { if case .array(let elements) = self { elements } else { nil } }
    var bytesValue: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }

    /// The value as text; Python services of older releases wrote text as bytes.
    var textValue: String? {
        switch self {
        case .text(let text): text
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        default: nil
        }
    }
}

extension MessagePack {
    /// The shortest encoding of each value, as Python's `msgpack` chooses it.
    var packed: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(128)
        pack(into: &result)
        return result
    }

    private func pack(into result: inout [UInt8]) {
        func header(_ count: Int, short: (base: UInt8, limit: Int)?, _ types: (UInt8?, UInt8, UInt8)) {
            if let short, count < short.limit {
                result.append(short.base | UInt8(count))
            } else if let type = types.0, count <= 0xFF {
                result.append(type)
                result.append(UInt8(count))
            } else if count <= 0xFFFF {
                result.append(types.1)
                Self.append(UInt16(count), to: &result)
            } else {
                result.append(types.2)
                Self.append(UInt32(truncatingIfNeeded: count), to: &result)
            }
        }
        switch self {
        case .null: result.append(0xC0)
        case .bool(let value): result.append(value ? 0xC3 : 0xC2)
        case .integer(let value): Self.pack(value, into: &result)
        case .number(let value):
            result.append(0xCB)
            Self.append(value.bitPattern, to: &result)
        case .text(let text):
            header(text.utf8.count, short: (0xA0, 32), (0xD9, 0xDA, 0xDB))
            result.append(contentsOf: text.utf8)
        case .bytes(let bytes):
            header(bytes.count, short: nil, (0xC4, 0xC5, 0xC6))
            result.append(contentsOf: bytes)
        case .array(let elements):
            header(elements.count, short: (0x90, 16), (nil, 0xDC, 0xDD))
            for element in elements { element.pack(into: &result) }
        }
    }

    private static func pack(_ value: Int, into result: inout [UInt8]) {
        switch value {
        case 0...0x7F: result.append(UInt8(value))
        case -32..<0: result.append(UInt8(bitPattern: Int8(value)))
        case 0...0xFF: result += [0xCC, UInt8(value)]
        case 0...0xFFFF:
            result.append(0xCD)
            append(UInt16(value), to: &result)
        case 0...0xFFFF_FFFF:
            result.append(0xCE)
            append(UInt32(value), to: &result)
        case 0...:
            result.append(0xCF)
            append(UInt64(value), to: &result)
        case -0x80..<0: result += [0xD0, UInt8(bitPattern: Int8(value))]
        case -0x8000..<0:
            result.append(0xD1)
            append(UInt16(bitPattern: Int16(value)), to: &result)
        case -0x8000_0000..<0:
            result.append(0xD2)
            append(UInt32(bitPattern: Int32(value)), to: &result)
        default:
            result.append(0xD3)
            append(UInt64(bitPattern: Int64(value)), to: &result)
        }
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to result: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { result.append(contentsOf: $0) }
    }
}
