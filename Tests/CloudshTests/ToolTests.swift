import Testing

@Suite("The tool", .blackBox)
struct ToolTests {
    @Test("--version prints one line")
    func version() throws {
        let result = try Binary.run(["--version"])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("cloudsh "))
    }
}
