/** The configuration of a Prosody that lives in the lab's world: its names, its certificates, nothing of the machine's. */

export interface ProsodyPlan {
  readonly domain: string;
  /** User name to password. */
  readonly people: Readonly<Record<string, string>>;
  /** `address:port` of the lab's name server: the only one it asks. */
  readonly dnsServer: string;
  /** Other servers must secure their streams. */
  readonly requiresTls: boolean;
  /** Other servers may prove themselves by a certificate that the lab's root stands behind. XEP-0178 */
  readonly usesCertificates: boolean;
  readonly home: string;
  readonly modules: string;
  readonly clientPort: number;
  readonly serverPort: number;
}

export function prosodyConfig(plan: ProsodyPlan): string {
  const { domain, dnsServer, requiresTls, usesCertificates, home, modules, clientPort, serverPort } = plan;
  return `
run_as_root = true
pidfile = "${home}/prosody.pid"
data_path = "${home}/data"
plugin_paths = { "${modules}" }
certificates = "${home}"
interfaces = { "127.0.0.1" }
local_interfaces = { "127.0.0.1" }
use_ipv6 = false
c2s_ports = { ${clientPort} }
s2s_ports = { ${serverPort} }
c2s_direct_tls_ports = { }
s2s_direct_tls_ports = { }
modules_enabled = { "roster", "saslauth", "tls", "dialback", "s2s", "c2s", "presence", "message", "iq", "ping", "disco" }
modules_disabled = { "offline"${usesCertificates ? '' : ', "s2s_auth_certs"'} }
authentication = "internal_plain"
-- Clients of the test come over the loopback and in clear.
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
s2s_require_encryption = ${requiresTls}
s2s_secure_auth = false
ssl = { key = "${home}/key.pem", certificate = "${home}/chain.pem", cafile = "${home}/root.pem" }
log = { { levels = { min = "debug" }, to = "console" } }
-- Only the lab's name server, which stands on the loopback and signs nothing.
unbound = {
  resolvconf = false,
  hoststxt = false,
  forward = "${dnsServer.replace(':', '@')}",
  options = { ["do-not-query-localhost:"] = "no", ["module-config:"] = "iterator", ["do-ip6:"] = "no" },
}
VirtualHost "${domain}"
`;
}
