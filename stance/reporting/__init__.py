"""What people read: tables, pictures, pages, cards."""
