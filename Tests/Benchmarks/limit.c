// The machine's own limit: one Ed25519 verification and one signature for each request, in C, on one thread,
// over messages of the sizes that a request's and a license's Sig_structure have. Prints requests a second.
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 10000;
    unsigned char public_key[32], secret_key[64], request[210], license[150], signature[64], issued[64];
    if (sodium_init() < 0) return 1;
    crypto_sign_keypair(public_key, secret_key);
    randombytes_buf(request, sizeof request);
    randombytes_buf(license, sizeof license);
    crypto_sign_detached(signature, NULL, request, sizeof request, secret_key);
    double begin = seconds();
    for (int i = 0; i < count; i++) {
        if (crypto_sign_verify_detached(signature, request, sizeof request, public_key) != 0) return 1;
        license[0] = (unsigned char)i;
        crypto_sign_detached(issued, NULL, license, sizeof license, secret_key);
    }
    printf("%.0f\n", count / (seconds() - begin));
    return 0;
}
