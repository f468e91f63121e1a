import Router from "@koa/router";
import { certificateSvg } from "../../bot/pictures/certificateSvg";
import type { App } from "../../domain/context";
import { type Certificate, findCertificate, findCertificateByNo } from "../../domain/recognition/findCertificate";
import { findTeamCertificates } from "../../domain/recognition/findTeamCertificates";
import type { Api } from "../Api";
import { drawPicture, findKnownLetters } from "../drawPicture";
import { escapeHtml } from "../escapeHtml";
import { plainPage } from "../plainPage";
import { presentPerson } from "../presenters/person";
import { ById } from "../schemas/goals";
import { Certificates } from "../schemas/recognition";
import { Turns } from "../uploads/Turns";

/** The pictures of certificates, to be saved and printed. */
export function certificateRoutes(api: Api) {
  api.read(
    "/recognitions/:id/certificates",
    { summary: "The certificates of a team's honour", input: ById, output: Certificates },
    async (reader, { params }) => ({
      certificates: (await findTeamCertificates(reader, params.id)).map(({ id, receiver }) => ({
        id,
        receiver: presentPerson(receiver),
      })),
    }),
  );
  // Each holds the pixels of a sheet of paper.
  const drawings = new Turns({ atOnce: 2, waiting: 24, code: "attachment.busy" });
  api.download(
    "/recognitions/:id/certificate",
    { summary: "The certificate of an honour, as a picture", input: ById },
    async (reader, { params }) => {
      const certificate = await findCertificate(reader, params.id);
      const url = `${reader.company.publicUrl}/certificate/${certificate.no}`;
      const isKnown = await findKnownLetters();
      const picture = await drawings.take(() => drawPicture(certificateSvg(certificate, { url, isKnown })));
      return {
        name: `荣誉证书-${certificate.no}.png`,
        type: "image/png",
        size: picture.length,
        isInline: true,
        chunks: chunksOf(picture),
      };
    },
  );
}

async function* chunksOf(picture: Buffer) {
  yield picture;
}

/** Where whoever holds a certificate checks it. It says what stands on the paper, and nothing else of anybody. */
export function certificatePages({ db, company }: App, { isSandbox }: { isSandbox: boolean }): Router {
  const router = new Router();
  router.get("/certificate/:no", async (ctx) => {
    const certificate = await findCertificateByNo(db.read, ctx.params.no ?? "", company);
    ctx.status = certificate ? 200 : 404;
    ctx.type = "text/html";
    ctx.set("Cache-Control", "no-store");
    ctx.set("X-Robots-Tag", "noindex");
    ctx.body = plainPage(certificate ? words(certificate) : unknown, { isSandbox });
  });
  return router;
}

const unknown = "<p>没有这个编号的证书。请核对编号，或重新扫描证书上的二维码。</p>";

function words({ no, name, honour, company, awardedOn, isRevoked }: Certificate): string {
  const rows = [
    ["姓名", name],
    ["荣誉", honour],
    ["授予日期", awardedOn],
    ...(company ? [["授予单位", company]] : []),
    ["证书编号", no],
  ];
  const list = rows.map(([label = "", value = ""]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join("");
  return `<p><strong>${isRevoked ? "这张证书已被撤回，不再有效。" : "证书有效。"}</strong></p><dl>${list}</dl>`;
}
