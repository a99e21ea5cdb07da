/** The Kamailio that stands before the other one: an outbound proxy of contoso.com, over TCP, which knows nobody and passes everything on. */
export interface ProxyConfig {
  readonly modules: string;
  readonly address: string;
  /** Where it listens. */
  readonly port: number;
  /** The registrar's port for TCP. */
  readonly registrarPort: number;
}

/** kamailio.cfg. */
export function proxyConfig({ modules, address, port, registrarPort }: ProxyConfig): string {
  return `#!KAMAILIO
debug=2
log_stderror=yes
fork=yes
children=1
tcp_children=2
dns=no
rev_dns=no
listen=tcp:${address}:${port}
mpath="${modules}/"
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "siputils.so"
loadmodule "textops.so"

request_route {
    if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
    if (has_totag()) { loose_route(); t_relay(); exit; }
    if (is_method("INVITE")) record_route();
    # What the registrar sends is for a client behind us; all else is for the registrar.
    if ($rd == "contoso.com") $du = "sip:${address}:${registrarPort};transport=tcp";
    t_relay();
}
`;
}
