import HTTPApplication
import StandardFilters
import Testing

@Suite("What is kept of tokens")
struct GenerationCacheTests {
    private static func time(_ seconds: Int) -> Timestamp { Timestamp(microseconds: Timestamp.now().microseconds + seconds * 1_000_000) }

    @Test("it holds for its generation, and up to its end")
    func holds() {
        let cache = GenerationCache<String, Int>()
        let end = Self.time(100)
        cache.keep(1, for: "a", generation: 7, validUntil: end)
        cache.keep(2, for: "b", generation: 7, validUntil: nil)
        let before = Timestamp(microseconds: end.microseconds - 1)
        #expect(cache.value("a", generation: 7, now: before) == 1 && cache.value("b", generation: 7, now: before) == 2)
        #expect(cache.value("a", generation: 7, now: end) == nil && cache.value("b", generation: 7, now: end) == 2)
        for generation in [6, 8] as [UInt64] { #expect(cache.value("b", generation: generation, now: before) == nil) }
        #expect(cache.value("c", generation: 7, now: before) == nil)
        cache.keep(3, for: "d", generation: 7, validUntil: Self.time(-1))
        #expect(cache.value("d", generation: 7, now: Self.time(-2)) == nil)
    }

    @Test("it makes room for what comes, first of what has ended")
    func room() {
        let cache = GenerationCache<Int, Int>(capacity: 3)
        for key in 0..<3 { cache.keep(key, for: key, generation: key == 0 ? 2 : 1, validUntil: nil) }
        cache.keep(3, for: 3, generation: 2, validUntil: nil)
        let now = Timestamp.now()
        #expect(cache.value(0, generation: 2, now: now) == 0 && cache.value(3, generation: 2, now: now) == 3)
        #expect(cache.value(1, generation: 1, now: now) == nil)
        for key in 4..<10 { cache.keep(key, for: key, generation: 2, validUntil: nil) }
        #expect(cache.value(9, generation: 2, now: now) == 9)
        #expect((0..<10).count { cache.value($0, generation: 2, now: now) != nil } <= 3)
    }

    @Test(
        "token_cache_time says how long",
        arguments: [(-1, nil), (-300, nil), (0, 3600), (1, 1), (300, 300), (7200, 3600), (Int.max, 3600)] as [(Int, Int?)])
    func cacheTime(option: Int, expected: Int?) {
        let now = Timestamp.now()
        let expiry = Timestamp(microseconds: now.microseconds + 3_600_000_000)
        let end = TokenCaching(cacheTime: option).end(from: now, expiry: expiry)
        #expect(end == expected.map { Timestamp(microseconds: now.microseconds + $0 * 1_000_000) })
    }

    @Test("tokens that differ in a bit have different digests")
    func digests() {
        let token = "gAAAAABn" + String(repeating: "x", count: 180)
        #expect(TokenDigest(token) == TokenDigest(token))
        #expect(TokenDigest(token) != TokenDigest(token + "x") && TokenDigest(token) != TokenDigest(String(token.dropLast()) + "y"))
    }
}
