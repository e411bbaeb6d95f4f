select 'bucket', '', '', b.id, null::oid, null::oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object('name', b.name, 'public', b.public, 'file_size_limit', b.file_size_limit,
        'allowed_mime_types', pg_catalog.to_jsonb(b.allowed_mime_types))
from storage.buckets b
