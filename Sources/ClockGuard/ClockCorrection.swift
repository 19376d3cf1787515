import Activation

/// What came of a correction.
package enum ClockCorrection: Hashable, Sendable {
    /// It is taken: the record to be kept from now on.
    case applied(ClockRecord)
    /// It answers no request that is open here: it was used already, another one was, or it is for elsewhere.
    case notAwaited
    /// The machine has run for more than ``ClockPolicy/correctionLife`` since the request; so many seconds.
    case tooLate(lived: Int64)
}

extension ClockRecord {
    /// The record after a request for a correction was made. Of more than ``awaitedLimit`` open ones the oldest
    /// is no longer answered.
    package func awaiting(_ request: RequestDigest) -> ClockRecord {
        var next = self
        next.awaited.removeAll { $0.request == request }
        next.awaited.append(AwaitedCorrection(request: request, lived: lived))
        next.awaited.removeFirst(max(0, next.awaited.count - Self.awaitedLimit))
        return next
    }

    /// The requests for a correction that are open, the latest last.
    package var awaitedRequests: [RequestDigest] { awaited.map(\.request) }

    /// Puts the high-water mark where the vendor says that it is, but never below a time that he has signed.
    ///
    /// Closes every open request, so that no correction is taken twice and none is kept for later.
    ///
    /// - Parameters:
    ///   - time: the vendor's time, its signature verified.
    ///   - request: the request that the correction answers.
    ///   - reading: what is seen now. Files with later times are excused.
    ///   - policy: the product's tolerance.
    package func corrected(
        to time: UnixTime, answering request: RequestDigest, reading: ClockReading,
        policy: ClockPolicy = ClockPolicy()
    ) -> ClockCorrection {
        guard let open = awaited.first(where: { $0.request == request }) else { return .notAwaited }
        // What has run since the last writing counts too.
        let current = ClockGuard.judge(self, reading, signed: [], policy: policy).record.lived
        guard current - open.lived <= ClockPolicy.correctionLife else {
            return .tooLate(lived: current - open.lived)
        }
        var next = self
        next.floor = max(floor, min(time, ClockReading.latest))
        next.highWaterMark = next.floor
        next.lived = current
        next.seen = reading.now
        next.probation = []
        // The others are anchored to the high-water mark that was wrong.
        next.boots = reading.boot.map { [next.anchor(of: $0)] } ?? []
        next.awaited = []
        next.excused = []
        next.excuse(reading.files.map(\.time).filter { $0 > next.highWaterMark.adding(policy.tolerance) })
        next.corrections = corrections == .max ? .max : corrections + 1
        return .applied(next)
    }
}
