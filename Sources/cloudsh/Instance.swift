import AdminShell
import CommandLanguage
import ConfigOptions
import ControlPlane
import Glibc
import Logging
import Messaging
import Persistence
import Synchronization

/// The services of this process: state directory, configuration, store and control plane.
final class Instance: Sendable {
    let plane: ControlPlane
    private let log: LogSink
    private let lock: StateLock
    let stateDirectory: String
    private let isEphemeral: Bool
    private let writer: LogWriter

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// Claims the state directory, reads the configuration and opens the store. Nothing listens yet.
    ///
    /// - Parameter toleratesFailures: whether a service with mistakes in its configuration is left out, and the others go on.
    /// - Throws: what is wrong, all mistakes of the configuration at once.
    init(_ invocation: Invocation, logsToStandardError: Bool, toleratesFailures: Bool) throws {
        // First: a configuration with mistakes leaves nothing behind.
        let (loader, configuration) = try Configuration.load(invocation, reporting: toleratesFailures ? { Tool.fail("\($0)") } : nil)
        isEphemeral = invocation.has("ephemeral")
        if isEphemeral {
            guard let directory = StatePaths.makeTemporary() else {
                throw Failure(description: "cannot make a temporary directory: \(String(cString: strerror(errno)))")
            }
            stateDirectory = directory
        } else {
            stateDirectory = StatePaths.directory(invocation)
        }
        try StateDirectory.create(stateDirectory)
        do { lock = try StateLock(directory: stateDirectory) } catch {
            throw Failure(description: "\(error)\n  attach to the running instance with: cloudsh --attach \(stateDirectory)/cloudsh.sock")
        }
        log = LogSink()
        writer = LogWriter(sink: log)
        let isDebug = configuration.projects.contains { configuration[$0]?.bool("debug") ?? false }
        if isDebug || invocation.has("verbose") && logsToStandardError { log.level = .debug }
        try log.open(file: Configuration.logFile(configuration) ?? stateDirectory + "/cloudsh.log")
        log.writeToStandardError(logsToStandardError)
        writer.start()
        let store = try SQLiteStore(path: stateDirectory + "/cloudsh.sqlite")
        let transport = LocalTransport()
        var options = ControlPlaneOptions(stateDirectory: stateDirectory)
        options.startsServices = !invocation.has("no-start")
        options.allowsOpenNoauth = invocation.has("allow-open-noauth")
        options.stopAtSwapStep = StatePaths.environment("CLOUDSH_TEST_STOP_AT_SWAP_STEP").flatMap { Int($0) }
        let projects = try ServiceAssembly.projects(
            configuration: configuration, store: store, transport: transport, stateDirectory: stateDirectory, log: log)
        plane = ControlPlane(
            options: options, log: log, loader: loader, configuration: configuration, store: store, transport: transport, projects: projects
        )
    }

    /// Starts the services and opens the control socket.
    ///
    /// - Parameter toleratesFailures: whether an app that cannot start leaves the others running.
    /// - Returns: whether to go on.
    func start(toleratesFailures: Bool) -> Bool {
        let plane = plane
        let failures = Blocking.value { () async -> [String] in
            do {
                let failures = try await plane.start().map(\.description)
                guard failures.isEmpty || toleratesFailures else { return failures }
                try await plane.openControlSocket(runner: ShellCommandRunner(plane: plane))
                return failures
            } catch {
                return ["\(error)"]
            }
        }
        guard let failures, !failures.isEmpty else { return true }
        for failure in failures { Tool.fail(failure) }
        return toleratesFailures
    }

    func greet() {
        let plane = plane
        let apps = Blocking.value { await plane.appInformation() } ?? []
        let list = apps.map { ($0.listen.isEmpty ? $0.name : "\($0.name) on \($0.listen)") + " (\($0.state.rawValue))" }.joined(
            separator: ", ")
        print("cloudsh \(Tool.version): \(list.isEmpty ? "no services" : list)")
        let clouds = stateDirectory + "/clouds.yaml"
        if apps.contains(where: { $0.project == "keystone" && $0.state == .running }), access(clouds, R_OK) == 0 {
            print("To log in: OS_CLIENT_CONFIG_FILE=\(clouds) openstack --os-cloud cloudsh network list")
        }
        print("Type help for the commands, ? for the next word, quit to leave; the services end with this shell.")
    }

    func reload() {
        let plane = plane
        Blocking.run { _ = try? await plane.reloadConfiguration() }
    }

    func stop() {
        let plane = plane
        Blocking.run { await plane.shutdown() }
        log.flush()
        unlink(stateDirectory + "/cloudsh.sock")
        lock.release()
    }

    func removeEphemeralState() {
        guard isEphemeral else { return }
        DirectoryTree.remove(stateDirectory)
    }
}
