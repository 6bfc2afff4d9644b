/** What an audit entry is about: a kind such as "campaign" or "job", and its id where there is one. */
export type AuditSubject = { kind: string; id: string | null };
