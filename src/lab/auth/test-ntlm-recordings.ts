/**
 * Recorded on 21 November 2026 from SIPE 1.25.0, a client nobody here wrote, and typed off: what the lab's signer and
 * verifier must reproduce before they may judge ours. Accounts, passwords and hosts were invented for the recording.
 */

export interface SignedByClient {
  /** The lines of the message that matter here. */
  readonly lines: readonly string[];
  readonly text: string;
  readonly signature: string;
}

/** A signature that SIPE accepted. */
export interface SignedByServer {
  readonly text: string;
  readonly signature: string;
}

export interface NtlmRecording {
  readonly title: string;
  readonly version: number;
  readonly user: string;
  readonly domain: string;
  /** Hex. */
  readonly serverChallenge: string;
  /** Base64. */
  readonly challenge: string;
  readonly authenticate: string;
  /** Hex. */
  readonly passwordKey: string;
  readonly proof: string;
  readonly sessionKey: string;
  readonly clientSigning: string;
  readonly serverSigning: string;
  readonly clientSealing: string;
  readonly serverSealing: string;
  readonly signed: readonly SignedByClient[];
  readonly server: SignedByServer;
}

export const REALM = 'SIP Communications Service';
export const TARGET = 'server.lab.test';
export const PASSWORD = 'Alice-Pw1';

export const ntlmRecordings: readonly NtlmRecording[] = [
  {
    title: 'NTLMv2, DOMAIN\\user, challenge with MsvAvTimestamp, version=4',
    version: 4,
    user: 'alice',
    domain: 'LAB',
    serverChallenge: '0123456789abcdef',
    challenge:
      'TlRMTVNTUAACAAAABgAGADgAAABVgpniASNFZ4mrze8AAAAAAAAAAGAAYAA+AAAABgGxHQAAAA9MAEEAQgACAAYATABBAEIAAQAMAFMARQBSAFYARQBSAAQAEABsAGEAYgAuAHQAZQBzAHQAAwAeAHMAZQByAHYAZQByAC4AbABhAGIALgB0AGUAcwB0AAcACAAQAk+YZ3ndAQAAAAA=',
    authenticate:
      'TlRMTVNTUAADAAAAGAAYAFwAAACQAJAAdAAAAAYABgBIAAAACgAKAE4AAAAEAAQAWAAAABAAEAAEAQAAVYKYYgUBKAoAAAAPTABBAEIAYQBsAGkAYwBlAFYATQDfNuQlEGbLeaURDqWcGkfoGSJO9PrpuBUkOpL63BPLYVCHgRoaXwPAAQEAAAAAAAAQAk+YZ3ndARkiTvT66bgVAAAAAAIABgBMAEEAQgABAAwAUwBFAFIAVgBFAFIABAAQAGwAYQBiAC4AdABlAHMAdAADAB4AcwBlAHIAdgBlAHIALgBsAGEAYgAuAHQAZQBzAHQABwAIABACT5hned0BAAAAAAAAAABVeKc+JVRYc+uqG+1cnJ60',
    passwordKey: '8492868280fea1514d3e2bdc11434326',
    proof: '243a92fadc13cb615087811a1a5f03c0',
    sessionKey: '0f41c68e8af82fc9e11b5a9c54baa74a',
    clientSigning: '5e6b4ca03290e904650bcabf53f85d05',
    serverSigning: '50fec2fb8a4858556e178dfd7c12695c',
    clientSealing: '38f9f23bc9e30e7ff9557c9172e81cef',
    serverSealing: '02262b6227e39347558b71873c29bb57',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48270;branch=z9hG4bKD67FEAF30275C06D6CB6',
          'From: <sip:alice@lab.test>;tag=2731830868;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 3 REGISTER',
          'Call-ID: A656g03BCaDB4Fi97CEm614Et2BD3bC052x504Ax',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="9D521A7E", realm="SIP Communications Service", targetname="server.lab.test", gssapi-data="(above)", version=4, crand="ff217d3d", cnum="1", response="01000000C1BFCC1D2558309964000000"',
        ],
        text: '<NTLM><ff217d3d><1><SIP Communications Service><server.lab.test><A656g03BCaDB4Fi97CEm614Et2BD3bC052x504Ax><3><REGISTER><sip:alice@lab.test><2731830868><sip:alice@lab.test><><><><>',
        signature: '01000000C1BFCC1D2558309964000000',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48270;branch=z9hG4bKC251A571F9A1D8688777',
          'From: <sip:alice@lab.test>;tag=3802330554;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: 35ADg0519a6854i9194m9A63tEFC0bBB14xAF70x',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="9D521A7E", realm="SIP Communications Service", targetname="server.lab.test", crand="6d8a1af8", cnum="2", response="010000002654F9E6B7E413A264000000"',
        ],
        text: '<NTLM><6d8a1af8><2><SIP Communications Service><server.lab.test><35ADg0519a6854i9194m9A63tEFC0bBB14xAF70x><1><SUBSCRIBE><sip:alice@lab.test><3802330554><sip:alice@lab.test><><><><>',
        signature: '010000002654F9E6B7E413A264000000',
      },
    ],
    server: {
      text: '<NTLM><77316DD2><1><SIP Communications Service><server.lab.test><A656g03BCaDB4Fi97CEm614Et2BD3bC052x504Ax><3><REGISTER><sip:alice@lab.test><2731830868><sip:alice@lab.test><7E350ED56FB0E287><><><7200><200>',
      signature: '01000000daeaa667bfbab25064000000',
    },
  },
  {
    title: 'NTLMv2, challenge without timestamp (client puts its own time)',
    version: 4,
    user: 'alice',
    domain: 'LAB',
    serverChallenge: '0123456789abcdef',
    challenge:
      'TlRMTVNTUAACAAAABgAGADgAAABVgpniASNFZ4mrze8AAAAAAAAAAFQAVAA+AAAABgGxHQAAAA9MAEEAQgACAAYATABBAEIAAQAMAFMARQBSAFYARQBSAAQAEABsAGEAYgAuAHQAZQBzAHQAAwAeAHMAZQByAHYAZQByAC4AbABhAGIALgB0AGUAcwB0AAAAAAA=',
    authenticate:
      'TlRMTVNTUAADAAAAGAAYAFwAAACEAIQAdAAAAAYABgBIAAAACgAKAE4AAAAEAAQAWAAAABAAEAD4AAAAVYKYYgUBKAoAAAAPTABBAEIAYQBsAGkAYwBlAFYATQClz3Iz/CudglTNhoLMYR1Q1Bk6FfKaeXXBKFJThjlbkNOWgMEOb3KDAQEAAAAAAAAA+5yYZ3ndAdQZOhXymnl1AAAAAAIABgBMAEEAQgABAAwAUwBFAFIAVgBFAFIABAAQAGwAYQBiAC4AdABlAHMAdAADAB4AcwBlAHIAdgBlAHIALgBsAGEAYgAuAHQAZQBzAHQAAAAAAAAAAAD5XQdId9Q//HKMVgi5UGJN',
    passwordKey: '8492868280fea1514d3e2bdc11434326',
    proof: 'c128525386395b90d39680c10e6f7283',
    sessionKey: '614509c6c3765123864838501037c1a7',
    clientSigning: '4d255e95aaf65ecdb56a2bfcad67b75d',
    serverSigning: 'd673f66e600349cf78ff4639d10d4dee',
    clientSealing: '2ae8a0e392178714ec2c9f4ab631ef1d',
    serverSealing: 'be02b78acc25a3c02c5ac2f21795ed42',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48276;branch=z9hG4bK36829400916144FAE385',
          'From: <sip:alice@lab.test>;tag=1658843986;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 3 REGISTER',
          'Call-ID: 8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="DAF5140E", realm="SIP Communications Service", targetname="server.lab.test", gssapi-data="(above)", version=4, crand="ca782648", cnum="1", response="010000004433A3A54CCAA3ED64000000"',
        ],
        text: '<NTLM><ca782648><1><SIP Communications Service><server.lab.test><8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx><3><REGISTER><sip:alice@lab.test><1658843986><sip:alice@lab.test><><><><>',
        signature: '010000004433A3A54CCAA3ED64000000',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48276;branch=z9hG4bK4D5D55E6712709C363F4',
          'From: <sip:alice@lab.test>;tag=4719541632;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: 8A12gCB89aE3DBi413Em8ABCt3808b0ABCxF6BCx',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="DAF5140E", realm="SIP Communications Service", targetname="server.lab.test", crand="f4bf5c0c", cnum="2", response="01000000730BE64D6A37D4E764000000"',
        ],
        text: '<NTLM><f4bf5c0c><2><SIP Communications Service><server.lab.test><8A12gCB89aE3DBi413Em8ABCt3808b0ABCxF6BCx><1><SUBSCRIBE><sip:alice@lab.test><4719541632><sip:alice@lab.test><><><><>',
        signature: '01000000730BE64D6A37D4E764000000',
      },
    ],
    server: {
      text: '<NTLM><99A31333><1><SIP Communications Service><server.lab.test><8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx><3><REGISTER><sip:alice@lab.test><1658843986><sip:alice@lab.test><310BF0C37C98C1EE><><><7200><200>',
      signature: '0100000077352e0e3e1fc26964000000',
    },
  },
  {
    title: 'NTLMv2, login given as user@domain',
    version: 4,
    user: 'alice@lab.test',
    domain: '',
    serverChallenge: 'b0da90c7b40be59c',
    challenge:
      'TlRMTVNTUAACAAAABgAGADgAAABVgpnisNqQx7QL5ZwAAAAAAAAAAGAAYAA+AAAABgGxHQAAAA9MAEEAQgACAAYATABBAEIAAQAMAFMARQBSAFYARQBSAAQAEABsAGEAYgAuAHQAZQBzAHQAAwAeAHMAZQByAHYAZQByAC4AbABhAGIALgB0AGUAcwB0AAcACADgCjSZZ3ndAQAAAAA=',
    authenticate:
      'TlRMTVNTUAADAAAAGAAYAGgAAACQAJAAgAAAAAAAAABIAAAAHAAcAEgAAAAEAAQAZAAAABAAEAAQAQAAVYKYYgUBKAoAAAAPYQBsAGkAYwBlAEAAbABhAGIALgB0AGUAcwB0AFYATQAmeiwD9AmKaSsyakQCvUAD1Bk6FfKaeXWknWiN/NzRhn3O4XeiCPXEAQEAAAAAAADgCjSZZ3ndAdQZOhXymnl1AAAAAAIABgBMAEEAQgABAAwAUwBFAFIAVgBFAFIABAAQAGwAYQBiAC4AdABlAHMAdAADAB4AcwBlAHIAdgBlAHIALgBsAGEAYgAuAHQAZQBzAHQABwAIAOAKNJlned0BAAAAAAAAAACgNCOCuZguH8MdpiESLLvD',
    passwordKey: '4ed56f059f87ef0a533f36dbf89f103a',
    proof: 'a49d688dfcdcd1867dcee177a208f5c4',
    sessionKey: '614509c6c3765123864838501037c1a7',
    clientSigning: '4d255e95aaf65ecdb56a2bfcad67b75d',
    serverSigning: 'd673f66e600349cf78ff4639d10d4dee',
    clientSealing: '2ae8a0e392178714ec2c9f4ab631ef1d',
    serverSealing: 'be02b78acc25a3c02c5ac2f21795ed42',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48288;branch=z9hG4bK36829400916144FAE385',
          'From: <sip:alice@lab.test>;tag=1658843986;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 3 REGISTER',
          'Call-ID: 8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="EBEAEC3A", realm="SIP Communications Service", targetname="server.lab.test", gssapi-data="(above)", version=4, crand="741a1c81", cnum="1", response="010000000EAE945CA33487E064000000"',
        ],
        text: '<NTLM><741a1c81><1><SIP Communications Service><server.lab.test><8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx><3><REGISTER><sip:alice@lab.test><1658843986><sip:alice@lab.test><><><><>',
        signature: '010000000EAE945CA33487E064000000',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48288;branch=z9hG4bK4D5D55E6712709C363F4',
          'From: <sip:alice@lab.test>;tag=4719541632;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: 8A12gCB89aE3DBi413Em8ABCt3808b0ABCxF6BCx',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="EBEAEC3A", realm="SIP Communications Service", targetname="server.lab.test", crand="29c32b81", cnum="2", response="0100000025E8F36C245490B164000000"',
        ],
        text: '<NTLM><29c32b81><2><SIP Communications Service><server.lab.test><8A12gCB89aE3DBi413Em8ABCt3808b0ABCxF6BCx><1><SUBSCRIBE><sip:alice@lab.test><4719541632><sip:alice@lab.test><><><><>',
        signature: '0100000025E8F36C245490B164000000',
      },
    ],
    server: {
      text: '<NTLM><3673FAEC><1><SIP Communications Service><server.lab.test><8E86gABCFaE1A8i0BEAmB2D1t02B9bF1B4x386Cx><3><REGISTER><sip:alice@lab.test><1658843986><sip:alice@lab.test><45649EB96492F118><><><7200><200>',
      signature: '01000000ea5df0a63b86968a64000000',
    },
  },
  {
    title: 'version=3',
    version: 3,
    user: 'alice',
    domain: 'LAB',
    serverChallenge: '290847b0cf57f567',
    challenge:
      'TlRMTVNTUAACAAAABgAGADgAAABVgpniKQhHsM9X9WcAAAAAAAAAAGAAYAA+AAAABgGxHQAAAA9MAEEAQgACAAYATABBAEIAAQAMAFMARQBSAFYARQBSAAQAEABsAGEAYgAuAHQAZQBzAHQAAwAeAHMAZQByAHYAZQByAC4AbABhAGIALgB0AGUAcwB0AAcACAAg/uGZZ3ndAQAAAAA=',
    authenticate:
      'TlRMTVNTUAADAAAAGAAYAFwAAACQAJAAdAAAAAYABgBIAAAACgAKAE4AAAAEAAQAWAAAABAAEAAEAQAAVYKYYgUBKAoAAAAPTABBAEIAYQBsAGkAYwBlAFYATQAiQnt+lh5GDkpj0M5WMDmfTFz96bRpWrGlLUGVZAU57RnvvGRrhjsGAQEAAAAAAAAg/uGZZ3ndAUxc/em0aVqxAAAAAAIABgBMAEEAQgABAAwAUwBFAFIAVgBFAFIABAAQAGwAYQBiAC4AdABlAHMAdAADAB4AcwBlAHIAdgBlAHIALgBsAGEAYgAuAHQAZQBzAHQABwAIACD+4Zlned0BAAAAAAAAAABQclVNP5ewgrbQLNYnxRYJ',
    passwordKey: '8492868280fea1514d3e2bdc11434326',
    proof: 'a52d4195640539ed19efbc646b863b06',
    sessionKey: '0edcfdfb91aa4bf23b26451c7e041573',
    clientSigning: 'daa9e8badc6aa0c18091cf220cee7846',
    serverSigning: '35a37f82389f94b3e3f9a810868f8d3b',
    clientSealing: '2f9c4784667630ad0ba671b92a1bcd1e',
    serverSealing: '13e520ee487e3d869170b07957dc3bbd',
    signed: [
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:48310;branch=z9hG4bK30959BED0BD2E02B4339',
          'From: <sip:alice@lab.test>;tag=783824876;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: E7E9gCF2EaF5DDiF89Dm4654tA31Fb2663x90BEx',
          'Content-Length: 0',
          'Authorization: NTLM qop="auth", opaque="49835283", realm="SIP Communications Service", targetname="server.lab.test", crand="479caf27", cnum="1", response="010000006518BFE8C209BA2364000000"',
        ],
        text: '<NTLM><479caf27><1><SIP Communications Service><server.lab.test><E7E9gCF2EaF5DDiF89Dm4654tA31Fb2663x90BEx><1><SUBSCRIBE><sip:alice@lab.test><783824876><sip:alice@lab.test><><><><>',
        signature: '010000006518BFE8C209BA2364000000',
      },
    ],
    server: {
      text: '<NTLM><40853426><1><SIP Communications Service><server.lab.test><3CFBgA89CaE218iDD6Bm037DtE74Fb43F2x958Ax><3><REGISTER><sip:alice@lab.test><3503421182><sip:alice@lab.test><CA17823CAC42C821><><><7200><200>',
      signature: '01000000a04b2c65187f4ee464000000',
    },
  },
];
