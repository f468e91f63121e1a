import { X509Certificate } from "node:crypto";

/** Whether a certificate (PEM) is not valid any more; asked before each call, so that it is told in words. */
export const isExpired = (pem: string, now: Date): boolean => new Date(new X509Certificate(pem).validTo) < now;
