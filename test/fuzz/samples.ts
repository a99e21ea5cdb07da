/** Sound header values, to be damaged. */
import { joinBytes } from '../fixtures/rfc4475/build.ts';

export const uris: readonly string[] = [
  'sip:karen@contoso.com',
  'sips:al%20ice:s%3Aecret@example.com:5061;transport=TLS;lr;maddr=[::1]?Subject=a&Route=%3Csip:x%3E',
  'sip:garth@tailspintoys.com;gruu;opaque=app:conf:focus:id:2Z92HZZZ',
  'sip:pool01.contoso.com:5061;transport=tls;ms-fe=fe01.contoso.com;opaque=state:F:Ci.R37abe00;lr;ms-route-sig=gdOGgL7N_oB',
  'sip:5551234;phone-context=contoso.com@contoso.com;user=phone',
  'sip:a@[2001:db8::9:255]:5061',
  'tel:+1-(425)-555.0100;ext=42;phone-context=contoso.com',
  'urn:uuid:CC4F4797-4760-58C5-8CAB-8AB72E4546BC',
];

export const addresses: readonly string[] = [
  '"Karen Berg"<sip:karen@contoso.com>;tag=9004006031;epid=23c6af65b1',
  '"J \\"Jo\\" Berg" <sip:j@contoso.com>;tag=1',
  'Jürgen Müller (ext.) <sip:j@contoso.com>;tag=1',
  'sip:sender@company.com;tag=2420628112;epid=54392f1bbf01',
  '<sip:192.168.1.200:52952;transport=tls>;methods="INVITE, BYE";proxy=replace;+sip.instance="<urn:uuid:CC4F4797>";gruu="sip:k@c;gruu"',
  '"Lunch, Lucas" <sip:llucas@cisco.com>,<tel:+420123456;ext=88463>',
  '<sip:bob@contoso.com;gruu;opaque=user:epid:abc?REPLACES=12345%40h%3Bto-tag%3D1>',
];

export const viasAndTypes: readonly string[] = [
  'SIP/2.0/TLS 192.168.1.200:52952;received=42.157.86.172;ms-received-port=52952;ms-received-cid=2C00',
  'SIP  / 2.0  / TCP     spindle.example.com   ; branch  =   z9hG4bK9ikj8  , SIP  /    2.0   / UDP  192.168.255.111',
  'SIP/2.0/TLS [2001:db8::9:1]:5061;branch=z9hG4bKas3;received=[2001:db8::9:255];rport=5061',
  'multipart/alternative;boundary="----=_NextPart_000_0000_01D5.A1"',
  'text/plain; charset=UTF-8;msgr=WAAtAE0ATQBTAC0ASQBNAA==;ms-body=SGVp/+8=',
  'UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300',
];

export const diagnostics: readonly string[] = [
  '1017;reason="Cannot route From and To domains in this combination";summary="partner discovery is not enabled";external-domain="tailspintoys.com";source="sipfed.contoso.com"',
  '1034;reason="Previous hop federated peer did not report";Domain="tailspintoys.com";PeerServer="sip.tailspintoys.com";source="sipfed.contoso.com"',
  '3014.7;reason = Failed authorization, once more. ;Source= host',
  '4033;reason=" To User not authorized for Federation";source="fe", 27000.1;appName="OutgoingFederation"',
];

export const authHeaders: readonly string[] = [
  'Digest realm="garth@tailspintoys.com", nonce="h8A4ZW22ygGZozIIGZcb43waVME-M6Gq", opaque="0C1D4536", algorithm=MD5-sess, qop="auth,auth-int", stale=true',
  'Digest username="u", realm="r", nonce="n", uri="sip:x", response="6629fae49393a05397450978507c4ef1", nc=00000001, cnonce="0a4f113b", qop=auth',
  'TLS-DSK qop="auth", opaque="21A773E9", srand="5EA20BA7", snum="33", rspauth="e4e881d3db7c97b7", targetname="server.contoso.com", version=4',
  'NTLM realm="r", targetname="t", version=4, Kerberos realm="r", targetname="sip/t", Negotiate TlRMTVNTUAAB==',
];

export const multiparts: readonly Uint8Array[] = [
  joinBytes(
    '--b\r\nContent-Type: application/sdp\r\nContent-ID: <1>\r\n\r\nv=0\r\n--b\r\nContent-Disposition: session;\r\n x=y\r\n\r\nv=0\r\n--b--\r\n',
  ),
  joinBytes(
    'pre\r\n--b\r\n\r\n',
    Uint8Array.of(0, 255, 13, 10, 13, 10, 45, 45),
    '\r\n--b\r\nContent-Type: a/b\r\n--b--post',
  ),
];
