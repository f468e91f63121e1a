import { Image, Text, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useEffect, useState } from "react";
import { Tap } from "../../components/Tap";
import { attachmentUrl } from "../../lib/api";
import { fetchFile } from "../../lib/fetchFile";
import { sizeText } from "../../lib/format";
import { tell } from "../../lib/useAction";
import type { Attachment } from "../../lib/wire";

const isWeb = process.env.TARO_ENV === "h5";

/** Photos as small pictures, files by name; both open when tapped. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  return (
    <View className="attachments">
      {attachments.map((one) =>
        one.isPicture ? <Picture key={one.id} picture={one} /> : <File key={one.id} file={one} />,
      )}
    </View>
  );
}

function Picture({ picture }: { picture: Attachment }) {
  const source = useSource(picture.id);
  if (!source) return <View className="attachments__picture" />;
  const show = () => {
    if (isWeb) window.open(source, "_blank", "noreferrer");
    else void Taro.previewImage({ urls: [source] });
  };
  return (
    <Tap className="attachments__picture" onTap={show} label={`查看照片 ${picture.name}`}>
      <Image src={source} mode="aspectFill" className="attachments__image" lazyLoad {...named(picture.name)} />
    </Tap>
  );
}

const named = (name: string) => (isWeb ? { nativeProps: { alt: name } } : { ariaLabel: name });

function File({ file }: { file: Attachment }) {
  const show = async () => {
    if (isWeb) return void window.open(attachmentUrl(file.id), "_blank", "noreferrer");
    try {
      const filePath = await fetchFile(attachmentUrl(file.id));
      await Taro.openDocument({ filePath, showMenu: true });
    } catch {
      tell("文件打不开，请稍后再试");
    }
  };
  return (
    <Tap className="attachments__file" role="link" onTap={() => void show()}>
      <Text className="attachments__name">{file.name}</Text>
      <Text className="attachments__size">{sizeText(file.size)}</Text>
    </Tap>
  );
}

/** The browser asks with its cookie; the mini-program fetches the picture with its token first. */
function useSource(id: string): string | undefined {
  const [source, setSource] = useState(isWeb ? attachmentUrl(id) : undefined);
  useEffect(() => {
    if (!isWeb) fetchFile(attachmentUrl(id)).then(setSource, () => undefined);
  }, [id]);
  return source;
}
