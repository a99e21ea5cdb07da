/** Which world the client lives in: the real one, or the lab's, with its own DNS server and root certificate. */

export interface Environment {
  /** DNS servers to ask; undefined means the system's. */
  dnsServers(): readonly string[] | undefined;
  /** Roots trusted besides the system's, PEM. Only the lab's, and only while it runs. */
  extraRoots(): readonly string[];
  enterLab(lab: { readonly dnsServer: string; readonly rootCertificatePem: string }): void;
  leaveLab(): void;
}

export function createEnvironment(): Environment {
  let lab: { readonly dnsServer: string; readonly rootCertificatePem: string } | undefined;
  return {
    dnsServers: () => (lab ? [lab.dnsServer] : undefined),
    extraRoots: () => (lab ? [lab.rootCertificatePem] : []),
    enterLab(entered) {
      lab = entered;
    },
    leaveLab() {
      lab = undefined;
    },
  };
}
