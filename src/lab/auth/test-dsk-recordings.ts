/** What SIPE 1.25.0 did with TLS-DSK, recorded on 21 November 2026 and typed off: see test-ntlm-recordings.ts. */
import type { SignedByClient, SignedByServer } from './test-ntlm-recordings.ts';

export interface DskRecording {
  readonly title: string;
  /** Hex. */
  readonly keyingMaterial: string;
  readonly clientKey: string;
  readonly serverKey: string;
  readonly signed: readonly SignedByClient[];
  readonly server: SignedByServer;
}

export const dskRecordings: readonly DskRecording[] = [
  {
    title: 'Node 20.20.2 / OpenSSL 3.0, TLS_RSA_WITH_AES_128_CBC_SHA',
    keyingMaterial:
      '110336af8e40b5015c17a6819915a17d1f3c66519574816d0f9423029c7847d957e7a237ccf789737da626e37aa29cbc7a9908f150f5771e4f7b08a5e8b518ce3d7bf37f6cd9437df29be5722919d173260d584397a6e2f6e71ab6a28c89e1b5410e4232c5cf120813ec775aa07d523d63e703811c22f816cb173a1e21112dd3',
    clientKey: '3d7bf37f6cd9437df29be5722919d173260d584397a6e2f6e71ab6a28c89e1b5',
    serverKey: '410e4232c5cf120813ec775aa07d523d63e703811c22f816cb173a1e21112dd3',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53714;branch=z9hG4bK73CE9A4D6188BC280297',
          'From: <sip:alice@lab.test>;tag=70522901;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 6 REGISTER',
          'Call-ID: 3CFBgA89CaE218iDD6Bm037DtE74Fb43F2x958Ax',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="8DCF8E77", realm="SIP Communications Service", targetname="server.lab.test", version=4, crand="9038a4b6", cnum="1", response="6234E3F7FCD8E6F081523D78B6DB06E6BE4683CE"',
        ],
        text: '<TLS-DSK><9038a4b6><1><SIP Communications Service><server.lab.test><3CFBgA89CaE218iDD6Bm037DtE74Fb43F2x958Ax><6><REGISTER><sip:alice@lab.test><70522901><sip:alice@lab.test><><><><>',
        signature: '6234E3F7FCD8E6F081523D78B6DB06E6BE4683CE',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53714;branch=z9hG4bK824C2EDA780975AE1D9D',
          'From: <sip:alice@lab.test>;tag=1333056371;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: F48EgAA20a8369i73E6mCAACt38C8b0A21xD3E3x',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="8DCF8E77", realm="SIP Communications Service", targetname="server.lab.test", crand="30c97ead", cnum="2", response="06E89C0FD189497AFA291F212060CA2089561280"',
        ],
        text: '<TLS-DSK><30c97ead><2><SIP Communications Service><server.lab.test><F48EgAA20a8369i73E6mCAACt38C8b0A21xD3E3x><1><SUBSCRIBE><sip:alice@lab.test><1333056371><sip:alice@lab.test><><><><>',
        signature: '06E89C0FD189497AFA291F212060CA2089561280',
      },
    ],
    server: {
      text: '<TLS-DSK><9939C08D><1><SIP Communications Service><server.lab.test><3CFBgA89CaE218iDD6Bm037DtE74Fb43F2x958Ax><6><REGISTER><sip:alice@lab.test><70522901><sip:alice@lab.test><6338029DF8AD1FEC><><><7200><200>',
      signature: 'c7241cc06d73403602cf9f963f8a83dada2ad088',
    },
  },
  {
    title: 'Node 20.20.2 / OpenSSL 3.0, TLS_RSA_WITH_AES_256_CBC_SHA',
    keyingMaterial:
      '9adf38d1304af06a673df3168b6ac6ab0576a296527751c1cdaea1c3ff17464c0a2ee7419189ca6f897b48e42b46b19892624e9d52331d4d248e514b7fe4ed39e9a0ebc68ffc3a8d4713ee6b2f73f7c97a0dc29d76f123768ccf5cb144ec8b87f4412681534eab5049fbb81370d71d0d7bf7c5a9ec7a2d6d1a9e5c2cb15e6fb7',
    clientKey: 'e9a0ebc68ffc3a8d4713ee6b2f73f7c97a0dc29d76f123768ccf5cb144ec8b87',
    serverKey: 'f4412681534eab5049fbb81370d71d0d7bf7c5a9ec7a2d6d1a9e5c2cb15e6fb7',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53728;branch=z9hG4bKBE0FB9ECA1ACA6F689CF',
          'From: <sip:alice@lab.test>;tag=6362710514;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 6 REGISTER',
          'Call-ID: BE4Ag75D1a53D1i601Fm266Dt1720b2160x845Fx',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="C78F7BCA", realm="SIP Communications Service", targetname="server.lab.test", version=4, crand="f49cf279", cnum="1", response="C7AC070D48FEBCECDEFCE056C52D55B8B9460405"',
        ],
        text: '<TLS-DSK><f49cf279><1><SIP Communications Service><server.lab.test><BE4Ag75D1a53D1i601Fm266Dt1720b2160x845Fx><6><REGISTER><sip:alice@lab.test><6362710514><sip:alice@lab.test><><><><>',
        signature: 'C7AC070D48FEBCECDEFCE056C52D55B8B9460405',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53728;branch=z9hG4bK91DBBE905F009F6C0D77',
          'From: <sip:alice@lab.test>;tag=2904445784;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: 8B9CgC6C7a637Ci432Cm63CAt26AFb2AF8xE795x',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="C78F7BCA", realm="SIP Communications Service", targetname="server.lab.test", crand="6140623e", cnum="2", response="C9B1F7AB014529279F8CA0FD52D51F56F81E45F3"',
        ],
        text: '<TLS-DSK><6140623e><2><SIP Communications Service><server.lab.test><8B9CgC6C7a637Ci432Cm63CAt26AFb2AF8xE795x><1><SUBSCRIBE><sip:alice@lab.test><2904445784><sip:alice@lab.test><><><><>',
        signature: 'C9B1F7AB014529279F8CA0FD52D51F56F81E45F3',
      },
    ],
    server: {
      text: '<TLS-DSK><557B8DB7><1><SIP Communications Service><server.lab.test><BE4Ag75D1a53D1i601Fm266Dt1720b2160x845Fx><6><REGISTER><sip:alice@lab.test><6362710514><sip:alice@lab.test><F2809F5A094265B8><><><7200><200>',
      signature: '1cb7623bf5ef4ee3507ca27367808f6a997f049a',
    },
  },
  {
    title: 'Electron 33.2.1 (Node 20.18.1 / BoringSSL) as node, AES_128_CBC_SHA',
    keyingMaterial:
      'aa76aa3303cd473e29ddc18eacb3aebf3ca5b1c3a13897ef69aaade0d46a0297314830d4828ce7cacf857b43c115cd9e409ff7717ce16d97e04d4d297ee24cc578efc47f4b6cad78bb7259ac02ba6d932576c2d1fd92f16e594f25150b4b60709e1969c98927c058cfb6b4a5d7dd4974a5a67fbe26ddbca8503412d92d6a9866',
    clientKey: '78efc47f4b6cad78bb7259ac02ba6d932576c2d1fd92f16e594f25150b4b6070',
    serverKey: '9e1969c98927c058cfb6b4a5d7dd4974a5a67fbe26ddbca8503412d92d6a9866',
    signed: [
      {
        lines: [
          'REGISTER sip:lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53736;branch=z9hG4bK7E29127D9D5F4F95A79A',
          'From: <sip:alice@lab.test>;tag=6109120328;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 6 REGISTER',
          'Call-ID: 35BEg622EaC26Bi696Dm8665tF23Cb42B1x4379x',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="2A4E67EC", realm="SIP Communications Service", targetname="server.lab.test", version=4, crand="e82958be", cnum="1", response="658C8147A7E9B6AFF5A5604260578C682F01DF18"',
        ],
        text: '<TLS-DSK><e82958be><1><SIP Communications Service><server.lab.test><35BEg622EaC26Bi696Dm8665tF23Cb42B1x4379x><6><REGISTER><sip:alice@lab.test><6109120328><sip:alice@lab.test><><><><>',
        signature: '658C8147A7E9B6AFF5A5604260578C682F01DF18',
      },
      {
        lines: [
          'SUBSCRIBE sip:alice@lab.test SIP/2.0',
          'Via: SIP/2.0/tls 127.0.0.1:53736;branch=z9hG4bKAEF1884EE1F3C597F9D6',
          'From: <sip:alice@lab.test>;tag=1619350077;epid=356bcace1925',
          'To: <sip:alice@lab.test>',
          'CSeq: 1 SUBSCRIBE',
          'Call-ID: 0AC7gDE70a2C93i335Cm3877t00ACb0DDFx0F83x',
          'Content-Length: 0',
          'Authorization: TLS-DSK qop="auth", opaque="2A4E67EC", realm="SIP Communications Service", targetname="server.lab.test", crand="7ac170cd", cnum="2", response="A3FBA6092FCA285A91F8E02B917ABEC06FCCC3D4"',
        ],
        text: '<TLS-DSK><7ac170cd><2><SIP Communications Service><server.lab.test><0AC7gDE70a2C93i335Cm3877t00ACb0DDFx0F83x><1><SUBSCRIBE><sip:alice@lab.test><1619350077><sip:alice@lab.test><><><><>',
        signature: 'A3FBA6092FCA285A91F8E02B917ABEC06FCCC3D4',
      },
    ],
    server: {
      text: '<TLS-DSK><0267E6CC><1><SIP Communications Service><server.lab.test><35BEg622EaC26Bi696Dm8665tF23Cb42B1x4379x><6><REGISTER><sip:alice@lab.test><6109120328><sip:alice@lab.test><569610152341AA16><><><7200><200>',
      signature: '0a963f6378aee7bdb55c35d90810d5f6dc0e0f1c',
    },
  },
];

/** SIPE's ClientHello and a server hello as it was sent to it, in one record; base64. */
export const recordedHello = 'FgMBADUBAAAxAwFrAQ6RIDDnOrMS/SUVCpz6NmlB6m8GIwXWGptnwSN5pgAACgAEAAUALwA1AAMBAA==';

export const recordedFinished = 'FAMBAAEBFgMBADCbOosWmCHBFkyoB/Lt5GWnGy854UVq3brok33EToh3zloPQH2b5niHVZGXMS/4b1w=';
