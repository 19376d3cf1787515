import Cryptography
import Testing

@testable import MerkleTree

@Suite("Merkle tree") struct MerkleTreeTests {
    /// Entries and roots of trees of one to eight of them, as the tests of Certificate Transparency have them.
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6f),
    ]
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    private func root(_ leaves: some Sequence<SHA256Digest>) -> SHA256Digest {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }

    private func leaves(_ count: Int) -> [SHA256Digest] {
        (0..<count).map {
            MerkleHash.leaf([UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)])
        }
    }

    private func subtree(_ leaves: [SHA256Digest]) -> (Range<UInt64>) -> SHA256Digest {
        { range in root(leaves[Int(range.lowerBound)..<Int(range.upperBound)]) }
    }

    @Test func `has the roots that others compute`() {
        #expect(
            MerkleFrontier().root.hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var frontier = MerkleFrontier()
        for (entry, expected) in zip(Self.entries, Self.roots) {
            frontier.append(MerkleHash.leaf(entry))
            #expect(frontier.root.hexadecimal == expected)
        }
    }

    @Test func `goes on from what was kept of it, and from nothing else`() throws {
        let leaves = leaves(200)
        for count in 0..<200 {
            var frontier = MerkleFrontier()
            for leaf in leaves.prefix(count) { frontier.append(leaf) }
            #expect(frontier.count == UInt64(count) && frontier.peaks.count == count.nonzeroBitCount)
            var kept = try #require(MerkleFrontier(count: frontier.count, peaks: frontier.peaks))
            frontier.append(leaves[count])
            kept.append(leaves[count])
            #expect(kept == frontier)
            #expect(MerkleFrontier(count: UInt64(count) + 1, peaks: kept.peaks + [leaves[0]]) == nil)
        }
        #expect(MerkleFrontier(count: 3, peaks: []) == nil)
    }

    @Test func `shows each of its entries, and no other`() throws {
        let all = leaves(70)
        for count in 1...70 {
            let tree = Array(all.prefix(count))
            let expected = root(tree)
            for index in 0..<count {
                let proof = try #require(
                    InclusionProof.make(of: UInt64(index), in: UInt64(count), root: subtree(tree)))
                #expect(proof.root(of: tree[index]) == expected)
                #expect(proof.path.count <= 7)
                #expect(proof.root(of: all[(index + 1) % 70]) != expected)
                // At another place, in a tree of another size, with a hash too many, too few or changed.
                let moved = InclusionProof(index: proof.index + 1, count: proof.count, path: proof.path)
                #expect(moved.root(of: tree[index]) != expected)
                let longer = InclusionProof(
                    index: proof.index, count: proof.count, path: proof.path + [all[0]])
                #expect(longer.root(of: tree[index]) == nil)
                guard !proof.path.isEmpty else { continue }
                let shorter = InclusionProof(
                    index: proof.index, count: proof.count, path: Array(proof.path.dropLast()))
                #expect(shorter.root(of: tree[index]) == nil)
                for place in proof.path.indices {
                    var path = proof.path
                    path[place] = MerkleHash.leaf(path[place].bytes)
                    let changed = InclusionProof(index: proof.index, count: proof.count, path: path)
                    #expect(changed.root(of: tree[index]) != expected)
                }
            }
        }
    }

    @Test func `shows that it extends each earlier one, and nothing that it does not extend`() throws {
        let all = leaves(70)
        let roots = (0...70).map { root(all.prefix($0)) }
        for later in 1...70 {
            for earlier in 1...later {
                let proof = try #require(
                    ConsistencyProof.make(
                        from: UInt64(earlier), to: UInt64(later), root: subtree(Array(all.prefix(later)))))
                #expect(proof.shows(roots[earlier], before: roots[later]))
                #expect(proof.path.isEmpty == (earlier == later))
                #expect(!proof.shows(roots[earlier - 1], before: roots[later]))
                #expect(!proof.shows(roots[earlier], before: roots[later - 1]))
                #expect(earlier == later || !proof.shows(roots[later], before: roots[earlier]))
                let longer = ConsistencyProof(
                    earlier: proof.earlier, later: proof.later, path: proof.path + [all[0]])
                #expect(!longer.shows(roots[earlier], before: roots[later]))
                for place in proof.path.indices {
                    var path = proof.path
                    path[place] = MerkleHash.leaf(path[place].bytes)
                    let changed = ConsistencyProof(earlier: proof.earlier, later: proof.later, path: path)
                    #expect(!changed.shows(roots[earlier], before: roots[later]))
                    path = proof.path
                    path.remove(at: place)
                    let shorter = ConsistencyProof(earlier: proof.earlier, later: proof.later, path: path)
                    #expect(!shorter.shows(roots[earlier], before: roots[later]))
                }
            }
        }
    }

    @Test func `refuses numbers that no tree has, and never traps`() {
        let hash = MerkleHash.empty
        let numbers: [UInt64] = [0, 1, 2, 3, 1 << 32, 1 << 63, .max - 1, .max]
        for first in numbers {
            for second in numbers {
                for count in [0, 1, 2, 63, 64, 65, 200] {
                    let path = [SHA256Digest](repeating: hash, count: count)
                    let inclusion = InclusionProof(index: first, count: second, path: path)
                    if first >= second { #expect(inclusion.root(of: hash) == nil) }
                    _ = inclusion.root(of: hash)
                    let consistency = ConsistencyProof(earlier: first, later: second, path: path)
                    #expect(
                        !consistency.shows(hash, before: hash) || (first == second && first > 0 && count == 0)
                    )
                }
                #expect(
                    (InclusionProof.make(of: first, in: second) { _ in hash } == nil) == (first >= second))
                #expect(
                    (ConsistencyProof.make(from: first, to: second) { _ in hash } == nil)
                        == (first == 0 || first > second))
            }
        }
    }

    @Test func `an inner node is no entry`() {
        let (left, right) = (MerkleHash.leaf([1]), MerkleHash.leaf([2]))
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != MerkleHash.node(left, right))
        #expect(MerkleHash.node(left, right) != MerkleHash.node(right, left))
    }
}
