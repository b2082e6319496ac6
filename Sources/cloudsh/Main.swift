import AdminShell
import Glibc

/// The composition root: it alone knows all services, filters and commands.
@main
enum Main {
    static func main() {
        // Before any other thread exists, so that all of them leave the signals to one.
        exit(Tool.run(Array(Swift.CommandLine.arguments.dropFirst())))
    }
}
