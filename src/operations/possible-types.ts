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
    "PaynetRateLimited",
    "PaynetRefused",
    "PaynetUnauthenticated",
    "PaynetUnavailable"
  ],
  "AutologinResult": [
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PaynetRateLimited",
    "PaynetRefused",
    "PaynetUnavailable",
    "AutologinSuccess"
  ],
  "CreatePayLinkResult": [
    "CreatePayLinkSuccess",
    "PaynetInvalidInput",
    "PaynetUnauthenticated",
    "PaynetForbidden",
    "PaynetRateLimited",
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
    "PaynetRateLimited",
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
