/** For Apollo Client: `new InMemoryCache({ possibleTypes })`. */
export const possibleTypes: Record<string, string[]> = {
  "PaynetError": [
    "PayLinkKeyReused",
    "PayLinkNotChangeable",
    "PayLinkNotFound",
    "PayLinkOutcomeUnknown",
    "PayLinkReferenceTaken",
    "PaynetForbidden",
    "PaynetInvalidInput",
    "PaynetLoginRefused",
    "PaynetRefused",
    "PaynetUnauthenticated",
    "PaynetUnavailable"
  ],
  "AutologinResult": [
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PaynetRefused",
    "PaynetUnavailable",
    "AutologinSuccess"
  ],
  "CreatePayLinkResult": [
    "CreatePayLinkSuccess",
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PaynetRefused",
    "PaynetUnavailable",
    "PayLinkKeyReused",
    "PayLinkReferenceTaken",
    "PayLinkOutcomeUnknown"
  ],
  "CreatePayLinksResult": [
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "CreatePayLinksSuccess"
  ],
  "DeactivatePayLinkResult": [
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PayLinkNotFound",
    "PayLinkNotChangeable",
    "PaynetRefused",
    "PaynetUnavailable",
    "DeactivatePayLinkSuccess"
  ],
  "LoginResult": [
    "PaynetInvalidInput",
    "PaynetLoginRefused",
    "PaynetRefused",
    "PaynetUnavailable",
    "LoginSuccess"
  ],
  "LogoutResult": [
    "PaynetUnauthenticated",
    "PaynetUnavailable",
    "LogoutSuccess"
  ],
  "ReactivatePayLinkResult": [
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PayLinkNotFound",
    "PayLinkNotChangeable",
    "PaynetRefused",
    "PaynetUnavailable",
    "ReactivatePayLinkSuccess"
  ]
};
