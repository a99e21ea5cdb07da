/** The Kamailio of the interop tests: registrar, Digest, GRUU and presence of contoso.com over TLS, kept in memory and text files. */

export interface KamailioConfig {
  /** Folder of the modules, absolute. */
  readonly modules: string;
  /** Folder with chain.pem, key.pem and db/, absolute. */
  readonly home: string;
  /** Where it listens. */
  readonly address: string;
  /** For TLS. */
  readonly port: number;
  /** For TCP, where SIPp lives: `sip:sipp<port>@contoso.com` is passed on to that port. */
  readonly plainPort: number;
  readonly algorithm: 'MD5' | 'SHA-256';
  /** Everybody's. */
  readonly password: string;
  /** Nobody is told of anybody who has not agreed, and nobody ever does. */
  readonly asksFirst?: boolean;
}

const moduleNames =
  'tls tm sl rr pv maxfwd usrloc registrar nathelper textops textopsx siputils auth db_text presence presence_xml presence_mwi'.split(
    ' ',
  );

/** kamailio.cfg. */
export function kamailioConfig(options: KamailioConfig): string {
  const address = `sip:${options.address}:${options.port};transport=tls`;
  const database = `text://${options.home}/db`;
  return `#!KAMAILIO
debug=2
log_stderror=yes
fork=yes
children=1
tcp_children=2
enable_tls=yes
dns=no
rev_dns=no
listen=tls:${options.address}:${options.port}
listen=tcp:${options.address}:${options.plainPort}
alias="contoso.com"
mpath="${options.modules}/"
${moduleNames.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tls", "certificate", "${options.home}/chain.pem")
modparam("tls", "private_key", "${options.home}/key.pem")
modparam("tls", "tls_method", "TLSv1.2+")
modparam("usrloc", "db_mode", 0)
modparam("registrar", "gruu_enabled", 1)
modparam("registrar", "min_expires", 60)
modparam("registrar|nathelper", "received_avp", "$avp(RECEIVED)")
modparam("auth", "nonce_count", 1)
modparam("auth", "qop", "auth")
modparam("auth", "algorithm", "${options.algorithm === 'MD5' ? '' : options.algorithm}")
modparam("presence", "db_url", "${database}")
modparam("presence", "server_address", "${address}")
modparam("presence_xml", "db_url", "${database}")
modparam("presence_xml", "force_active", ${options.asksFirst ? 0 : 1})
modparam("presence_xml", "integrated_xcap_server", 1)

request_route {
    if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
    if (has_totag() && !is_method("SUBSCRIBE")) { route(INSIDE); exit; }
    if (is_method("CANCEL|ACK")) { if (t_check_trans()) t_relay(); exit; }
    route(PROOF);
    if (is_method("REGISTER")) { fix_nated_register(); if (!save("location")) sl_reply_error(); exit; }
    if (is_method("PUBLISH")) { handle_publish(); exit; }
    if (is_method("SUBSCRIBE")) {
        # contoso.com stands in no DNS: notifications to a GRUU of it come back here by address, to be looked up.
        subst_hf("Contact", "/@contoso[.]com;/@${options.address}:${options.port};transport=tls;/", "a");
        msg_apply_changes();
        handle_subscribe();
        exit;
    }
    if (is_method("INVITE")) record_route();
    if ($rU =~ "^sipp[0-9]+$") {
        $du = "sip:127.0.0.1:" + $(rU{s.substr,4,0}) + ";transport=tcp";
        route(RELAY);
    }
    if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; }
    route(RELAY);
}

route[INSIDE] {
    loose_route();
    # Where the peer's Contact names another port than its connection has, the alias leads to the connection.
    if ($du == $null) handle_ruri_alias();
    if (uri == myself && !lookup("location") && !is_method("ACK")) { sl_send_reply("404", "Not Here"); exit; }
    route(RELAY);
}

route[RELAY] {
    t_on_reply("ALIAS");
    if (!t_relay()) sl_reply_error();
    exit;
}

onreply_route[ALIAS] {
    if (is_method("INVITE")) add_contact_alias();
}

route[PROOF] {
    if (is_method("REGISTER")) {
        if (!pv_www_authenticate("contoso.com", "${options.password}", "0")) { www_challenge("contoso.com", "1"); exit; }
    } else {
        if (!pv_proxy_authenticate("contoso.com", "${options.password}", "0")) { proxy_challenge("contoso.com", "1"); exit; }
    }
    consume_credentials();
}
`;
}
