import HTTPApplication
import NIOCore
import NIOHTTP1
import Testing

/// Properties that hold for every text, tried on thousands of nasty ones.
@Suite("Encodings under random texts")
struct EncodingFuzzTests {
    private static let seeds: [UInt64] = [1, 2, 3, 4]
    private static let rounds = 2_000

    /// Decoding as the standard states it, byte by byte over an array.
    private static func reference(_ text: String, plusIsBlank: Bool) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                bytes[(index + 1)...(index + 2)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
                let value = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 3
            } else {
                result.append(plusIsBlank && bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    @Test("decoding is what the standard says, and never fails", arguments: seeds)
    func decoding(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds {
            let text = generator.text(12, from: SeededGenerator.pieces)
            for plusIsBlank in [false, true] {
                let decoded = PercentEncoding.decode(text, plusIsBlank: plusIsBlank)
                #expect(decoded.utf8.elementsEqual(Self.reference(text, plusIsBlank: plusIsBlank).utf8), "\(text.debugDescription)")
            }
            let tail = text.dropFirst()
            #expect(PercentEncoding.decode(tail).utf8.elementsEqual(PercentEncoding.decode(String(tail)).utf8))
        }
    }

    @Test("what is encoded decodes to itself, and is plain ASCII", arguments: seeds)
    func roundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds {
            let text = generator.text(12, from: SeededGenerator.pieces)
            let encoded = PercentEncoding.encode(text)
            #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"&=?#/+ ".utf8.contains($0) })
            #expect(PercentEncoding.decode(encoded).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
            #expect(PercentEncoding.decode(encoded, plusIsBlank: true).utf8.elementsEqual(text.utf8))
            #expect(PercentEncoding.decode(PercentEncoding.encode(text, allowing: "/:?")).utf8.elementsEqual(text.utf8))
        }
    }

    @Test("query arguments come back from their encoding in their order", arguments: seeds)
    func queryRoundTrip(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds {
            let items = QueryItems(
                (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                    QueryItems.Item(
                        name: generator.text(4, from: SeededGenerator.pieces), value: generator.text(4, from: SeededGenerator.pieces))
                })
            let parsed = QueryItems(parsing: items.encoded)
            #expect(parsed == items, "\(items.encoded)")
            for item in items.items { #expect(parsed.all(item.name).contains(item.value)) }
        }
    }

    @Test("any query can be parsed, and each argument is found by its name", arguments: seeds)
    func anyQuery(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds {
            let query = generator.text(20, from: SeededGenerator.pieces)
            let items = QueryItems(parsing: query)
            #expect(items.items.count == query.utf8.split(separator: UInt8(ascii: "&")).count)
            for item in items.items { #expect(items.all(item.name).contains(item.value)) }
            #expect(QueryItems(parsing: items.encoded) == items)
        }
    }

    @Test("any target is split into a path and a query", arguments: seeds)
    func targets(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<Self.rounds {
            let target = (round % 2 == 0 ? "/" : "") + generator.text(15, from: SeededGenerator.pieces)
            let request = Request(method: .GET, target: target)
            let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
            #expect(request.queryString.utf8.elementsEqual(parts.count > 1 ? Array(parts[1]) : []))
            if target.utf8.first == UInt8(ascii: "/"), let path = parts.first {
                #expect(request.pathInfo.utf8.elementsEqual(PercentEncoding.decode(Substring(path)).utf8), "\(target.debugDescription)")
            }
        }
    }

    @Test("text is a UUID exactly when it has the form of one", arguments: seeds)
    func uuids(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.rounds {
            var characters = Array(UUIDText.make())
            #expect(UUIDText.isUUIDLike(String(characters)))
            characters[Int.random(in: 0..<36, using: &generator)] = ["g", "é", " ", "\u{0}", "/"].randomElement(using: &generator) ?? "g"
            #expect(!UUIDText.isUUIDLike(String(characters)))
            #expect(!UUIDText.isUUIDLike(generator.text(12, from: SeededGenerator.pieces)))
        }
    }

    @Test("a body that was refused is refused when it is asked for again")
    func refusedTwice() async throws {
        final class Once: RequestBodySource {
            private var part: ByteBuffer? = ByteBuffer(string: "12345")

            func next() async throws -> ByteBuffer? {
                defer { part = nil }
                return part
            }
        }
        var body = RequestBody(source: Once(), declaredLength: nil)
        body.limit = 4
        await #expect(throws: BodyTooLarge.self) { try await body.collect() }
        await #expect(throws: BodyTooLarge.self) { try await body.collect() }
    }
}
