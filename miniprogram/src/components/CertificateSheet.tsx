import { api } from "../lib/api";
import { showCertificate } from "../lib/showCertificate";
import { useQuery } from "../lib/useQuery";
import { Loaded } from "./Page";
import { Row } from "./Row";
import { Sheet } from "./Sheet";
import { Skeleton } from "./Skeleton";

/** Of a team's honour everybody has a certificate of their own: whoever gave it picks one. */
export function CertificateSheet({ recognitionId, onClose }: { recognitionId: string; onClose: () => void }) {
  const query = useQuery(() => api.certificates(recognitionId));
  return (
    <Sheet title="看谁的证书" onClose={onClose}>
      <Loaded query={query} skeleton={<Skeleton hasHero={false} cards={1} />}>
        {({ certificates }) => (
          <>
            {certificates.map(({ id, receiver }) => (
              <Row key={id} title={receiver.name} onTap={() => void showCertificate(id)} />
            ))}
          </>
        )}
      </Loaded>
    </Sheet>
  );
}
