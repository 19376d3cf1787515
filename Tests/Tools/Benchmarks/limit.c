// The machine's own limit for an answer: what the formats require of whoever answers a request, with libsodium, in C,
// on one thread, and nothing else: no parsing, no ledger, no files. For each request:
//
//   - its signature is verified, over a Sig_structure of the size that a request's has;
//   - its digest, which the license names: BLAKE2b-512, 64 times over;
//   - the digest that the ledger knows it by: SHA-256 of the Sig_structure;
//   - the license is signed, and the signature is verified before it may leave.
//
// Prints requests a second.
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 10000;
    unsigned char public_key[32], secret_key[64], request[210], license[150], signature[64], issued[64];
    unsigned char digest[64], ledger_digest[32];
    if (sodium_init() < 0) return 1;
    crypto_sign_keypair(public_key, secret_key);
    randombytes_buf(request, sizeof request);
    randombytes_buf(license, sizeof license);
    crypto_sign_detached(signature, NULL, request, sizeof request, secret_key);
    double begin = seconds();
    for (int i = 0; i < count; i++) {
        if (crypto_sign_verify_detached(signature, request, sizeof request, public_key) != 0) return 1;
        crypto_generichash(digest, sizeof digest, request, sizeof request, NULL, 0);
        for (int round = 1; round < 64; round++) crypto_generichash(digest, sizeof digest, digest, sizeof digest, NULL, 0);
        crypto_hash_sha256(ledger_digest, request, sizeof request);
        license[0] = (unsigned char)i;
        memcpy(license + 100, digest, 12);
        crypto_sign_detached(issued, NULL, license, sizeof license, secret_key);
        if (crypto_sign_verify_detached(issued, license, sizeof license, public_key) != 0) return 1;
    }
    printf("%.0f\n", count / (seconds() - begin));
    return 0;
}
