import { Card } from "../../components/Card";
import { Field } from "../../components/Field";

interface Props {
  title: string;
  onChange: (title: string) => void;
}

const most = 20;

/** What an honour is called; it comes with a certificate. */
export function HonourCard({ title, onChange }: Props) {
  return (
    <Card>
      <Field
        label="荣誉名称"
        value={title}
        onChange={onChange}
        placeholder="例如：季度销售冠军"
        help={`${[...title].length}/${most} 字。会生成带编号的荣誉证书，对方可以保存和打印`}
        most={most}
      />
    </Card>
  );
}
