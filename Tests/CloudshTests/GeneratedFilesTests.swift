import Glibc
import Testing

@Suite("Generated files")
struct GeneratedFilesTests {
    private static let checkout = String(#filePath.prefix(#filePath.count - "/Tests/CloudshTests/GeneratedFilesTests.swift".count))

    /// `RECORD_SNAPSHOTS=1` writes them anew, as `make golden` does.
    @Test("the committed man pages, completions and samples are those that the declarations give")
    func golden() throws {
        if getenv("RECORD_SNAPSHOTS") != nil {
            #expect(try Binary.run(["__generate", Self.checkout]).status == 0)
            return
        }
        var template = Array("/tmp/cloudsh-golden-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer { _ = try? ChildProcess(["-rf", directory], input: "", environment: [:], directory: nil, program: "/bin/rm").finish() }
        let result = try Binary.run(["__generate", directory])
        #expect(result.status == 0, "\(result.errors)")
        let files = result.output.split(separator: "\n").map { String($0.dropFirst(directory.count)) }
        #expect(files.count > 20)
        for file in files {
            let fresh = try text(directory + file)
            let committed = try? text(Self.checkout + file)
            let isCurrent = committed == fresh
            #expect(isCurrent, "\(file.dropFirst()) is not up to date: run make golden")
        }
    }

    private func text(_ path: String) throws -> String {
        let result = try ChildProcess([path], input: "", environment: [:], directory: nil, program: "/bin/cat").finish()
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }
}
