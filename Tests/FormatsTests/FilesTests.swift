import Frames
import Glibc
import Signatures
import XCTest

@testable import Formats

final class FilesTests: XCTestCase {
    func testRoundTrip() throws {
        let folder = try ScratchFolder()
        let path = folder.file("a.bin")
        try Files.write([[1, 2], [], [3]], to: path)
        XCTAssertEqual(try Files.read(path), [1, 2, 3])
        try Files.write([], to: path)
        XCTAssertEqual(try Files.read(path), [])
        XCTAssertEqual(folder.names, ["a.bin"], "nothing is left beside the file")
    }

    func testReadingWhatIsNotThere() throws {
        let folder = try ScratchFolder()
        try Files.write([], to: folder.file("penguins.csv"))
        assertFault(.file, "there is no file", try Files.read(folder.file("none")))
        assertFault(.file, "is a folder, not a file", try Files.read(folder.path))
        assertFault(.file, "the path of the file is empty", try Files.read(""))
        assertFault(.file, "there is no file", try Files.read(folder.file("penguins.csv/x")))
        XCTAssertThrowsError(try Files.read(folder.file("penguin.csv"))) {
            XCTAssertEqual(($0 as? Fault)?.help, "did you mean `\(folder.file("penguins.csv"))`?")
        }
    }

    func testWritingWhereItIsNotPossible() throws {
        let folder = try ScratchFolder()
        assertFault(.file, "there is no folder", try Files.write([[1]], to: folder.file("no/a")))
        assertFault(.file, "is a folder, not a file", try Files.write([[1]], to: folder.path))
        assertFault(.file, "the disk is full", try Files.write([[1]], to: "/dev/full"))
        assertFault(.file, "zero character", try Files.write([[1]], to: "a\0b"))
    }

    /// The superuser may do anything, so the test steps down for as long as it looks.
    func testNoPermission() throws {
        let folder = try ScratchFolder()
        let path = folder.file("locked")
        try Files.write([[1]], to: path)
        chmod(path, 0)
        let user = geteuid()
        if user == 0 { seteuid(65534) }
        defer { if user == 0 { seteuid(user) } }
        assertFault(.file, "no permission to read", try Files.read(path))
        assertFault(.file, "no permission to write", try Files.write([[2]], to: path))
    }

    func testKeepsModeAndFollowsLinks() throws {
        let folder = try ScratchFolder()
        let path = folder.file("real")
        try Files.write([[1]], to: path)
        chmod(path, 0o640)
        symlink(path, folder.file("link"))
        try Files.write([[2]], to: folder.file("link"))
        XCTAssertEqual(try Files.read(path), [2])
        var status = stat()
        XCTAssertEqual(lstat(folder.file("link"), &status), 0)
        XCTAssertEqual(status.st_mode & S_IFMT, S_IFLNK)
        XCTAssertEqual(stat(path, &status), 0)
        XCTAssertEqual(status.st_mode & 0o777, 0o640)
    }
}
