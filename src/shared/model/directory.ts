/** People and groups of the company's address book, as it tells them. [MS-ABS], [MS-DLX] */

export interface DirectoryPhone {
  readonly kind: 'work' | 'home' | 'mobile' | 'other';
  /** As it stands in the directory: the dial plan makes it a number to dial. */
  readonly number: string;
}

export interface DirectoryPerson {
  /** `group`: a distribution group, which `directory.expandGroup` opens by its `email`. */
  readonly kind: 'person' | 'group';
  readonly name: string;
  /** `sip:user@domain`, lower case; absent for people who cannot be reached by SIP. */
  readonly uri?: string;
  readonly title?: string;
  readonly company?: string;
  readonly department?: string;
  readonly office?: string;
  readonly country?: string;
  readonly email?: string;
  readonly phones: readonly DirectoryPhone[];
  /** `directory.photo` has a picture to give. */
  readonly hasPhoto: boolean;
}

export interface DirectoryAnswer {
  readonly people: readonly DirectoryPerson[];
  /** More were found than are shown. */
  readonly truncated: boolean;
  /** `contacts`: there is no address book here, so only the own list was searched. */
  readonly source: 'address-book' | 'contacts';
}

export interface GroupMembers {
  readonly members: readonly DirectoryPerson[];
  readonly truncated: boolean;
}

/** A picture as it may be put into a `data:` address: its kind was found from its own bytes. */
export interface Photo {
  readonly mime: 'image/jpeg' | 'image/png';
  readonly base64: string;
}
