import HTTPApplication
import Testing

@testable import IdentityService

/// Tokens that other programs made: Python's cryptography, msgpack and PyJWT, from the same values.
enum RecordedTokens {
    static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let vector = (200...215).map { UInt8($0) }
    static let issuedAt = Timestamp(secondsSinceEpoch: 1_700_000_000)
    static let expiresAt = Timestamp(secondsSinceEpoch: 1_700_003_600)
    static let user = "4f1c0d6b2a3e4c5d8e9f00112233aabb"
    static let project = "0123456789abcdef0123456789abcdef"
    static let audit = ["AAECAwQFBgcICQoLDA0ODw", "EBESExQVFhcYGRobHB0eHw"]

    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var contents: TokenContents

        var testDescription: String { name }
    }

    private static func contents(
        _ scope: TokenScope, _ methods: [String] = ["password"], user: String = user, audits: Int = 1, halfSecond: Bool = false,
        trust: String? = nil, credential: String? = nil, access: String? = nil
    ) -> TokenContents {
        TokenContents(
            userID: user, methods: methods, scope: scope, issuedAt: issuedAt,
            expiresAt: Timestamp(microseconds: expiresAt.microseconds + (halfSecond ? 500_000 : 0)),
            auditIDs: Array(audit.prefix(audits)), trustID: trust, applicationCredentialID: credential, accessTokenID: access)
    }

    static let fernet: [Sample] = [
        Sample(
            name: "unscoped",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW13B5slkHYMc9eojupL4kYAAfdCEt3-soZRtwMyijQZC5EQBCgPv8cSGmwNxJrX-SKmXq9KCzYcgwe-"
                + "RazLW54CO3bJ-i97Wf2VbAXDhKYusHVfxdXkXbT34nAK1EoXx11A",
            contents: contents(.unscoped)),
        Sample(
            name: "domain",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1-4_wbskjkONiVAR0tG8qH8JR2hbpRbdB8kzdqfnNYhR9px8S_dfnj3xdSgP4EaxKZ4V_2wAo1VBYE"
                + "lDxliIVHtn2c2PfIVPkbMcTw6yYb3WHaRf7ubUumyc_-XRm1Qetfjk0cH3yZXu5SzgtJcpSm4",
            contents: contents(.domain("dddddddddddddddddddddddddddddddd"))),
        Sample(
            name: "defaultDomain",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1-4_wbskjkONiVAR0tG8qH80MW_o34X6h9xuyNoskOwgUIRF1oijExAtDiiXZZD6Ze_84BGVsQARRN"
                + "QoJct1H_3itvcAlMKm5KUawVYUPAFxitt0HSdeXUWgktACbx9wNA",
            contents: contents(.domain("default"))),
        Sample(
            name: "project",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1x06e8BCpuB2ZFgpoFgVzJrvue93A7oP1cGibbhZzyteFy55PKgPwwyjN7UzHffbbnpnQfcBowjw0N"
                + "8T26DLE0vs-MzSdgQSLPiogkPX3ve1BieA8a5ZW-rzrZ2eELaN5x38R54wccK20KqbOrt57gzx41uCsOQpQsmtcNEX8x8X",
            contents: contents(.project(project), ["password", "token"], audits: 2)),
        Sample(
            name: "namedUser",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1zl60f1VoB1jKrd-0s_KIi4ehmJwOyHzxoTT40YYQNjPBcHhpeTAEjdpRSRL4rLymMSqX9NlQwZnVA"
                + "TeDIsU6HaLknCcbvteZrcEPYY6qXCz",
            contents: contents(.project("demo"), user: "fred", halfSecond: true)),
        Sample(
            name: "trust",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW14XVEKgqFIdFHkl-jIOPK93aeyDtciTvTvLj1qtTTdAQci_cjFIwQaV1AI7QPPzEFTGTtKZeNcgfvh"
                + "F9R_vfBQGhTjzsS7R82Jj1Mv92wkFscw4fnJ0g3mldtGPAocQND642W3hLN-XB9RZovoMFzgvMTGeHLmLjx78NhDie8qlmYqaN6AHknTEHlFJU"
                + "RGRt4w",
            contents: contents(.project(project), ["password", "token"], audits: 2, trust: "ffeeddccbbaa99887766554433221100")),
        Sample(
            name: "system",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1xjpJLWFa2TSBmLITKmIy7fNWmnkcnFxcSNTTXtok74KQHXYmjgrGT3zYPNY4b7I51aF-udisuiVK6"
                + "TwgQDvl1fPdICp1hWBAROSK8pSBsLKU7o5m8Nz67XLAK505Tgq2g",
            contents: contents(.system)),
        Sample(
            name: "applicationCredential",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW18YNnX7fQxBU64yX2QxJy0ekuEQX0G0wUzZ-fdtqrWcUxd-yol1zRLSTLjPXsnnKul8z9ycZ40rPTv"
                + "EeuBKWudCzFA80KeN5zwRG6DBF9EDj_6XXnI9bhgaCvBoClrFWb1jrp-_hlLygcp3AYSBBWYFheO5Pqulg5eu6NAcUkzwV",
            contents: contents(.project(project), ["application_credential"], credential: "00000000000000000000000000000001")),
        Sample(
            name: "accessToken",
            text: "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW12mS9Wm5xZE7JVWPQm7RsvH_MWyckUfdWB22ltNvG1Qe04uDbBM3vbNN8P2Y99N2We2YIU8f5Y2HH0"
                + "jG-t7RPy7M40hKSo3CBvntavF0mxpSAYF8On9KsM1uY-flhCr_LdOHTIY2TJR2p696S83STOwTZ2mgCmJM6g1L2wkAJvJP",
            contents: contents(.project(project), ["oauth1"], access: "fedcba9876543210fedcba9876543210")),
    ]

    /// Signed with the right key, but no token of this service: federation, cut short, no array, one element too many.
    static let strange = [
        "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW12xMmhAUXpYlOPi1hUUi2ky1SeddpHHIlAusTixCl3nbpAckuHGrEO_fT_1FP3ebGU63hz7wftKPb2"
            + "mGu2dZxX_IIUyeWyXRZzXafJcuMLgpA4w6tm74MqU8k4D-CQlmSxTBA9P5CXJx_Lm0JHbIlrg",
        "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1xKBdCJc7G2K_hgc8jg0M8bXw_v5ztzToAFF8p9YwflSPYSwONzz9bXndM3bJ-9SUFC9VawKIhUBGw"
            + "cbOH65lfM",
        "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1xGrP46V-nNKAJShpyKsNbp1-jfglTzFtgs_qN5p_trRZ9kXxlLtq-hTG790R4kppA",
        "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1_JoA2gyCqI_P4FS16a2qE5t1RfegXhRLxgprUMgLKvVkyMI8BiwhfgisWo4C3ZivJqkswYaDq52O9"
            + "Ix_h0QloVb_05PCK3G_BpeGdkPo0JfRMct_07U78-IlFlcWklPnA",
    ]

    /// A good token of another key.
    static let foreign =
        "gAAAAABlU_EAyMnKy8zNzs_Q0dLT1NXW1ws7OsRcnGcuLvPBjUyTGZILrAioNSwk7K0m7rUlBOVwcu_MOyNUMEG4NOhtPf70MlzC_5nvrOhf7H"
        + "9iLEuKh6us7i89Bprnnph24f32_OAO_FvkBss_sVBuB0w_0rhX7g"

    static let signed = Sample(
        name: "signed",
        text: "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0ZjFjMGQ2YjJhM2U0YzVkOGU5ZjAwMTEyMjMzYWFiYiIsImlhdCI6MTcwMDAwM"
            + "DAwMCwiZXhwIjoxNzAwMDAzNjAwLCJvcGVuc3RhY2tfbWV0aG9kcyI6WyJwYXNzd29yZCIsInRva2VuIl0sIm9wZW5zdGFja19hdWRpdF9pZHM"
            + "iOlsiQUFFQ0F3UUZCZ2NJQ1FvTERBME9EdyIsIkVCRVNFeFFWRmhjWUdSb2JIQjBlSHciXSwib3BlbnN0YWNrX3Byb2plY3RfaWQiOiIwMTIzN"
            + "DU2Nzg5YWJjZGVmMDEyMzQ1Njc4OWFiY2RlZiJ9.jl84-CifEsU3wfb5tP__yzqxzLPER2vJwn52mo4t6Eq9erYpQsO2zA6P4XF4eJPL4fQzDY"
            + "jpH5oApMwesaBnRQ",
        contents: contents(.project(project), ["password", "token"], audits: 2))

    /// The same claims under a shared secret, and under none.
    static let weaklySigned = [
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0ZjFjMGQ2YjJhM2U0YzVkOGU5ZjAwMTEyMjMzYWFiYiIsImlhdCI6MTcwMDAwM"
            + "DAwMCwiZXhwIjoxNzAwMDAzNjAwLCJvcGVuc3RhY2tfbWV0aG9kcyI6WyJwYXNzd29yZCJdLCJvcGVuc3RhY2tfYXVkaXRfaWRzIjpbIkFBRUN"
            + "Bd1FGQmdjSUNRb0xEQTBPRHciLCJFQkVTRXhRVkZoY1lHUm9iSEIwZUh3Il19.c0nKVLCPs559_unzOhrfc-qgGd0LZ8cPVXAhWqteuAQ",
        "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiI0ZjFjMGQ2YjJhM2U0YzVkOGU5ZjAwMTEyMjMzYWFiYiIsImlhdCI6MTcwMDAwMD"
            + "AwMCwiZXhwIjoxNzAwMDAzNjAwLCJvcGVuc3RhY2tfbWV0aG9kcyI6WyJwYXNzd29yZCJdLCJvcGVuc3RhY2tfYXVkaXRfaWRzIjpbIkFBRUNB"
            + "d1FGQmdjSUNRb0xEQTBPRHciLCJFQkVTRXhRVkZoY1lHUm9iSEIwZUh3Il19.",
    ]

    static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAASNFZ4
        kKvN7xI0VniQq83vEjRWeJCrze+hRANCAARw2gLPI4kzjzxuMoFUe3mX9kt4lVzQ
        zOcJBPAmWTNdra/D3qCQ67pJ35rhgkC5/1I0tV5NO/JFWQH09Ct0XrNE
        -----END PRIVATE KEY-----

        """

    static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcNoCzyOJM488bjKBVHt5l/ZLeJVc
        0MznCQTwJlkzXa2vw96gkOu6Sd+a4YJAuf9SNLVeTTvyRVkB9PQrdF6zRA==
        -----END PUBLIC KEY-----

        """
}
