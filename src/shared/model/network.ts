/** Which interface is used, and why each other one is not. */
export interface InterfaceVerdict {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly usable: boolean;
  readonly chosen: boolean;
  readonly reason:
    | 'default-route'
    | 'preferred'
    | 'loopback-only'
    | 'no-route'
    | 'not-preferred'
    | 'higher-metric'
    | 'no-address'
    | 'link-local-only'
    | 'down';
  readonly metric?: number;
}

export interface NetworkState {
  readonly interfaces: readonly InterfaceVerdict[];
  readonly dnsServers: readonly string[];
}

/** Whether a certificate was taken back, by the OCSP response its server stapled: nobody else is asked. */
export interface RevocationFacts {
  readonly status: 'good' | 'revoked' | 'not-checked';
  /** Why it was not checked. */
  readonly reason?:
    | 'not-stapled'
    | 'issuer-unknown'
    | 'unreadable'
    | 'signer-untrusted'
    | 'other-certificate'
    | 'outdated'
    | 'responder-does-not-know';
  /** Since when it is revoked. */
  readonly at?: number;
}

/** A certificate as a person can read it. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly validFrom: number;
  readonly validTo: number;
  readonly fingerprint256: string;
  /** Such as `RSA 2048`. */
  readonly key?: string;
  /** Such as `SHA-256 with RSA`. */
  readonly signature?: string;
  /** Of the server's own certificate. */
  readonly revocation?: RevocationFacts;
}

/** One place of the chain that a server's certificate needs, leaf first, root last. */
export interface ChainLink {
  /** `this-computer`: not sent, and need not be. `missing`: neither sent nor kept here. */
  readonly origin: 'sent' | 'this-computer' | 'missing';
  readonly name: string;
  /** Absent where only the name is known. */
  readonly certificate?: CertificateFacts;
  /** Where the certificate before says that this one can be had. Never fetched by us. */
  readonly url?: string;
}

export interface ConnectionFacts {
  readonly id: string;
  readonly purpose: 'account' | 'guest' | 'web';
  readonly host: string;
  readonly peer: string;
  readonly local: string;
  readonly state: 'connecting' | 'open' | 'closed';
  readonly protocol?: string;
  readonly cipher?: string;
  /** As sent by the server, leaf first. */
  readonly chain: readonly CertificateFacts[];
  readonly trustedBy?: string;
}

/** A NAPTR record that does not count, and why: `NaptrFault` of the protocol tells each. */
export interface PassedOver {
  /** As in `answers`. */
  readonly answer: string;
  readonly fault: 'service' | 'flags' | 'regexp' | 'replacement' | 'clear-text' | 'order' | 'too-many';
}

/** One DNS question and its answer, in the order asked. */
export interface DnsLookup {
  readonly name: string;
  readonly type: 'SRV' | 'A' | 'AAAA' | 'NAPTR';
  readonly outcome: 'answered' | 'no-name' | 'no-data' | 'server-failed' | 'timeout' | 'refused' | 'cancelled';
  readonly answers: readonly string[];
  /** Answers that do not count, whatever the verdict on the others. */
  readonly passedOver?: readonly PassedOver[];
  readonly durationMs: number;
  /** Why this name was used or passed over. */
  readonly verdict: 'used' | 'lower-rank' | 'untrusted' | 'no-answer' | 'failed-to-connect' | 'not-needed';
}

export interface DiscoveryReport {
  readonly domain: string;
  readonly purpose: 'sign-in' | 'guest-join';
  readonly lookups: readonly DnsLookup[];
  readonly chosen?: string;
}
