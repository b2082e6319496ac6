#if canImport(Glibc)
    import Glibc
#endif

/// The volumes of one host: sparse files in a directory, one a volume, exactly as large as the volume says.
package struct HostFileDriver: Sendable {
    package static let gibibyte = 1 << 30
    private static let prefix = "volume-"
    /// `lseek(2)`: to the next data, to the next hole. Glibc declares them only for GNU sources.
    private static let seekData: Int32 = 3
    private static let seekHole: Int32 = 4

    /// The directory of the files. It is made when it is needed.
    package let directory: String

    package init(directory: String) { self.directory = directory }

    package func path(of id: String) -> String { directory + "/" + Self.prefix + id }

    /// Makes the file of a volume. One that an earlier, cut-short attempt left behind is replaced.
    package func create(_ id: String, gigabytes: Int) throws(DriverError) {
        let path = path(of: id)
        try makeDirectory()
        let file = try openNew(path)
        defer { close(file) }
        do throws(DriverError) {
            try resize(file, path: path, gigabytes: gigabytes, action: "size")
        } catch {
            unlink(path)
            throw error
        }
        synchronizeDirectory()
    }

    /// Makes the file of a volume as a copy of another volume's, holes included.
    package func clone(_ source: String, to id: String, gigabytes: Int) throws(DriverError) {
        let path = path(of: id)
        try makeDirectory()
        let input = open(self.path(of: source), O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw DriverError("open", path: self.path(of: source), code: errno) }
        defer { close(input) }
        let output = try openNew(path)
        defer { close(output) }
        do throws(DriverError) {
            try copyData(from: input, to: output, path: path)
            try resize(output, path: path, gigabytes: gigabytes, action: "size")
        } catch {
            unlink(path)
            throw error
        }
        synchronizeDirectory()
    }

    /// Makes the file of a volume larger.
    package func extend(_ id: String, gigabytes: Int) throws(DriverError) {
        let path = path(of: id)
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw DriverError("open", path: path, code: errno) }
        defer { close(file) }
        try resize(file, path: path, gigabytes: gigabytes, action: "extend")
    }

    /// Removes the file of a volume; that there is none is no failure.
    package func delete(_ id: String) throws(DriverError) {
        let path = path(of: id)
        guard unlink(path) == 0 || errno == ENOENT else { throw DriverError("remove", path: path, code: errno) }
        synchronizeDirectory()
    }

    /// The size of a volume's file in bytes; `nil` when there is none.
    package func size(of id: String) -> Int? {
        var status = stat()
        guard stat(path(of: id), &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// The ids of the volumes that have a file here.
    package func volumes() -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var ids: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(Self.prefix) { ids.append(String(name.dropFirst(Self.prefix.count))) }
        }
        return ids
    }

    /// The size of the file system and what is free of it, in GiB.
    package func space() throws(DriverError) -> (total: Double, free: Double) {
        try makeDirectory()
        var status = statvfs()
        guard statvfs(directory, &status) == 0 else { throw DriverError("ask for the space of", path: directory, code: errno) }
        let unit = Double(status.f_frsize) / Double(Self.gibibyte)
        return (Double(status.f_blocks) * unit, Double(status.f_bavail) * unit)
    }

    private func makeDirectory() throws(DriverError) {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw DriverError("create", path: directory, code: errno) }
    }

    private func openNew(_ path: String) throws(DriverError) -> Int32 {
        var file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0, errno == EEXIST, unlink(path) == 0 { file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard file >= 0 else { throw DriverError("create", path: path, code: errno) }
        return file
    }

    private func resize(_ file: Int32, path: String, gigabytes: Int, action: String) throws(DriverError) {
        let (bytes, overflow) = gigabytes.multipliedReportingOverflow(by: Self.gibibyte)
        guard !overflow else { throw DriverError(action, path: path, code: EFBIG) }
        guard ftruncate(file, off_t(bytes)) == 0, fsync(file) == 0 else { throw DriverError(action, path: path, code: errno) }
    }

    /// Copies the parts of a sparse file that hold data.
    private func copyData(from input: Int32, to output: Int32, path: String) throws(DriverError) {
        var position: off_t = 0
        while true {
            let start = lseek(input, position, Self.seekData)
            guard start >= 0 else {
                if errno == ENXIO { return }
                throw DriverError("copy to", path: path, code: errno)
            }
            let end = lseek(input, start, Self.seekHole)
            guard end >= 0, lseek(input, start, SEEK_SET) >= 0, lseek(output, start, SEEK_SET) >= 0 else {
                throw DriverError("copy to", path: path, code: errno)
            }
            var remaining = Int(end - start)
            while remaining > 0 {
                let count = sendfile(output, input, nil, min(remaining, 1 << 24))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw DriverError("copy to", path: path, code: count == 0 ? EIO : errno) }
                remaining -= count
            }
            position = end
        }
    }

    /// Makes a new or removed name durable. A file system that cannot do it loses a name at most when the machine itself fails.
    private func synchronizeDirectory() {
        let file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }
}
